package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import orchestrator.client.event.EventFollower;
import orchestrator.client.fake.Authority;
import orchestrator.client.fake.Authority.Identity;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportSecurityTest {
  @TempDir private static Path folder;

  private static Authority authority;
  private static Authority stranger;
  private static Identity serverIdentity;

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = Authority.in(folder, "authority");
    stranger = Authority.in(folder, "stranger");
    serverIdentity = authority.issue(folder, "server", "CN=127.0.0.1");
  }

  private static FakeServer server(ClientAuth clients) throws IOException {
    ServerCredentials credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(serverIdentity.certificate().toFile(), serverIdentity.key().toFile())
            .trustManager(authority.certificate().toFile())
            .clientAuth(clients)
            .build();
    return new FakeServer(credentials);
  }

  private static OrchestratorClientBuilder hasty(FakeServer server) {
    return server.client().retryBudget(Duration.ZERO).deadline(Duration.ofSeconds(10));
  }

  private static Function register(OrchestratorClient client) {
    return client.call(
        FunctionServiceGrpc.getRegisterFunctionMethod(), FunctionSpec.named("train").toMessage());
  }

  private static OrchestratorException failure(OrchestratorClientBuilder description) {
    try (OrchestratorClient client = description.build()) {
      return catchThrowableOfType(OrchestratorException.class, () -> register(client));
    }
  }

  @Test
  void callsAndEventsTravelEncryptedToAServerWhoseAuthorityIsTrusted() throws Exception {
    try (FakeServer server = server(ClientAuth.NONE);
        OrchestratorClient client = hasty(server).tls(authority.certificate()).build()) {
      Function function = register(client);

      CompletableFuture<String> announced = new CompletableFuture<>();
      try (EventFollower follower =
          EventFollower.of(client).start(event -> announced.complete(event.getAssetKey()))) {
        assertThat(announced).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(function.getKey());
        assertThat(follower.completion()).isNotDone();
      }
    }
  }

  @Test
  void aServerOfAnUnknownAuthorityIsNotSpokenTo() throws Exception {
    try (FakeServer server = server(ClientAuth.NONE)) {
      assertThat(failure(hasty(server).tls(stranger.certificate())).status())
          .isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure(hasty(server).tls()).status()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(server.faults().calls(FunctionServiceGrpc.getRegisterFunctionMethod())).isEmpty();
    }
  }

  @Test
  void aServerThatSpeaksTlsDoesNotUnderstandAClientThatDoesNot() throws Exception {
    try (FakeServer server = server(ClientAuth.NONE)) {
      assertThat(failure(hasty(server)).status()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void aClientIdentifiesItselfWhereThatIsRequired() throws Exception {
    Identity client = authority.issue(folder, "client", "O=MyOrg1MSP,CN=client");
    try (FakeServer server = server(ClientAuth.REQUIRE);
        OrchestratorClient known =
            hasty(server)
                .tls(authority.certificate())
                .clientCertificate(client.certificate(), client.key())
                .build()) {
      assertThat(register(known).getName()).isEqualTo("train");
    }
  }

  @Test
  void aClientWithoutACertificateOrWithAStrangersIsRefusedWhereOneIsRequired() throws Exception {
    Identity forged = stranger.issue(folder, "forged", "O=MyOrg1MSP,CN=client");
    try (FakeServer server = server(ClientAuth.REQUIRE)) {
      assertThat(failure(hasty(server).tls(authority.certificate())).status())
          .isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(
              failure(
                      hasty(server)
                          .tls(authority.certificate())
                          .clientCertificate(forged.certificate(), forged.key()))
                  .status())
          .isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(server.faults().calls(FunctionServiceGrpc.getRegisterFunctionMethod())).isEmpty();
    }
  }

  @Test
  void aKeyThatIsAnotherCertificatesIsNamed() throws Exception {
    Identity client = authority.issue(folder, "one", "O=MyOrg1MSP,CN=client");
    Identity other = authority.issue(folder, "other", "O=MyOrg1MSP,CN=client");

    assertThatThrownBy(
            () ->
                OrchestratorClient.builder("127.0.0.1:1")
                    .clientCertificate(client.certificate(), other.key()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageEndingWith(other.key() + ": the key is not the one of the certificate");
  }

  @Test
  void aCertificateFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing.pem");

    assertThatThrownBy(() -> OrchestratorClient.builder("127.0.0.1:1").tls(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.pem");
    assertThatThrownBy(
            () -> OrchestratorClient.builder("127.0.0.1:1").clientCertificate(missing, missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.pem");
  }
}
