package orchestrator.e2e.robustness;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import orchestrator.e2e.harness.Authority;
import orchestrator.e2e.harness.Authority.Identity;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransportSecurityTest extends OwnServer {
  private Authority serverCa;
  private Authority firstCa;
  private Authority secondCa;
  private ServerSettings tls;

  @BeforeEach
  void authorities() throws Exception {
    serverCa = Authority.in(folder, "server-ca");
    firstCa = Authority.in(folder, "first-ca");
    secondCa = Authority.in(folder, "second-ca");
    Identity server = serverCa.issue(folder, "server", "CN=server");
    tls =
        settings()
            .withFlags("--tls-enabled")
            .withFlags("--tls-cert-path", server.certificate().toString())
            .withFlags("--tls-key-path", server.key().toString());
  }

  /** With each organization's CA registered under its name. */
  private ServerSettings mutual() throws IOException {
    Path cas = Files.createDirectories(folder.resolve("cas"));
    Files.copy(firstCa.certificate(), Files.createDirectories(cas.resolve(ONE)).resolve("ca.crt"));
    Files.copy(secondCa.certificate(), Files.createDirectories(cas.resolve(TWO)).resolve("ca.crt"));
    return tls.withFlags("--mtls-enabled")
        .withFlags("--tls-server-ca-cert", serverCa.certificate().toString())
        .withFlags("--tls-client-ca-cert-dir", cas.toString());
  }

  private Party party(ServerProcess server, Optional<Identity> identity, String organization)
      throws IOException {
    TlsChannelCredentials.Builder credentials =
        TlsChannelCredentials.newBuilder().trustManager(serverCa.certificate().toFile());
    if (identity.isPresent()) {
      credentials.keyManager(identity.get().certificate().toFile(), identity.get().key().toFile());
    }
    ChannelCredentials built = credentials.build();
    return closing(Connection.over(Grpc.newChannelBuilder(server.target(), built).build()))
        .as(organization, "mychannel");
  }

  private static void ask(Party party) {
    party.call(InfoServiceGrpc.getQueryVersionMethod(), QueryVersionParam.getDefaultInstance());
  }

  @Test
  void withTlsAClientThatTrustsTheServersCaIsServed() throws Exception {
    ServerProcess server = start(tls);

    ask(party(server, Optional.empty(), ONE));
  }

  @Test
  void withTlsAClientInPlainTextIsNotServed() throws Exception {
    ServerProcess server = start(tls);

    assertThat(statusOf(() -> ask(connect(server).as(ONE, "mychannel"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void mutualTlsAsksForACertificateOfAKnownCa() throws Exception {
    ServerProcess server = start(mutual());
    Identity known = firstCa.issue(folder, "known", "O=MyOrg1MSP,CN=client");
    Identity stranger =
        Authority.in(folder, "unknown-ca").issue(folder, "stranger", "O=MyOrg1MSP,CN=client");

    ask(party(server, Optional.of(known), ONE));
    assertThat(statusOf(() -> ask(party(server, Optional.empty(), ONE))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(statusOf(() -> ask(party(server, Optional.of(stranger), ONE))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void withoutTheCheckOfTheIdAnyKnownClientMayCallAsAnyOrganization() throws Exception {
    ServerProcess server = start(mutual());

    ask(party(server, Optional.of(firstCa.issue(folder, "c", "O=Other,CN=c")), TWO));
  }

  @Test
  void theIdMustBeAnOrganizationOfTheCertificate() throws Exception {
    ServerProcess server = start(mutual().withFlags("--verify-client-msp-id"));
    Identity client = firstCa.issue(folder, "client", "O=Hospital,O=MyOrg1MSP,CN=client");

    ask(party(server, Optional.of(client), ONE));
    refused(
        "OE0102: invalid MSPID: cannot find MSPID \"MyOrg2MSP\" in client TLS certificate Subject"
            + " Organizations",
        () -> ask(party(server, Optional.of(client), TWO)));
  }

  @Test
  void theIdMustBeOneThatHasACa() throws Exception {
    ServerProcess server = start(mutual().withFlags("--verify-client-msp-id"));
    Identity client = firstCa.issue(folder, "client", "O=MyOrg9MSP,CN=client");

    refused(
        "OE0102: invalid MSPID: cannot find MSPID \"MyOrg9MSP\" in allowed organizations",
        () -> ask(party(server, Optional.of(client), "MyOrg9MSP")));
  }

  @Test
  void theCertificateMustComeFromACaOfTheOrganization() throws Exception {
    ServerProcess server = start(mutual().withFlags("--verify-client-msp-id"));
    Identity client = secondCa.issue(folder, "client", "O=MyOrg1MSP,CN=client");
    Party party = party(server, Optional.of(client), ONE);
    String text = "OE0102: invalid MSPID: invalid issuer for MSPID \"MyOrg1MSP\"";

    refused(text, () -> ask(party));
    try (EventStream stream = EventStream.after("", party.transport())) {
      assertThat(stream.end().getDescription()).isEqualTo(text);
    }
  }
}
