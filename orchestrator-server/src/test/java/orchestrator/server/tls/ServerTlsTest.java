package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.SettingsReader;
import orchestrator.server.config.Tls;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
  @TempDir private Path folder;
  private final Map<String, String> flags = new HashMap<>();
  private TestCa serverCa;
  private TestCa clientCa;
  private Optional<Server> server = Optional.empty();

  @BeforeEach
  void aServerCertificateAndAClientCa() throws Exception {
    serverCa = TestCa.root("CN=server-ca");
    clientCa = TestCa.root("CN=client-ca");
    TestCa.Issued issued = serverCa.issue("CN=localhost");
    TestPem.write(folder.resolve("cas/Org1/ca.pem"), clientCa.certificate());
    flags.put("--tls-enabled", "true");
    use("--tls-cert-path", "tls.crt", issued.certificate());
    use("--tls-key-path", "tls.key", issued.keys());
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (server.isPresent()) {
      server.get().shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private void use(String flag, String name, Object... things) throws IOException {
    flags.put(flag, TestPem.write(folder.resolve(name), things).toString());
  }

  private void askForClientCertificates() {
    flags.put("--mtls-enabled", "true");
    flags.put("--tls-client-ca-cert-dir", folder.resolve("cas").toString());
  }

  private Tls settings() {
    return SettingsReader.read(new SettingSource(flags, Map.of())).tls().orElseThrow();
  }

  /** Calls as Org1 on a server with these settings; answers how that went. */
  private Status.Code call(ChannelCredentials credentials) throws Exception {
    Server started = serve(settings());
    ManagedChannel channel =
        Grpc.newChannelBuilder("localhost:" + started.getPort(), credentials).build();
    try {
      HealthGrpc.HealthBlockingStub health =
          HealthGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
      // The second call finds the check done in the session.
      for (int i = 0; i < 2; i++) {
        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
            .isEqualTo(ServingStatus.SERVING);
      }
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private Server serve(Tls tls) throws IOException {
    ServerTls served = TestTls.of(tls);
    Server started =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), served.credentials())
            .addService(new HealthStatusManager().getHealthService())
            .intercept(new AsOrg1(served.mspIdCheck()))
            .build()
            .start();
    server = Optional.of(started);
    return started;
  }

  /** Holds each call, whoever makes it, against the organization Org1. */
  private record AsOrg1(Optional<MspIdCheck> check) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      try {
        check.ifPresent(
            c ->
                c.check(
                    "Org1",
                    Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)),
                    call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
        return next.startCall(call, headers);
      } catch (OrchestratorException e) {
        call.close(e.code().status().toStatus(), new Metadata());
        return new ServerCall.Listener<>() {};
      }
    }
  }

  private TlsChannelCredentials.Builder trusting(X509Certificate ca) throws IOException {
    return TlsChannelCredentials.newBuilder().trustManager(stream(ca));
  }

  private ChannelCredentials showing(TestCa.Issued client, X509Certificate... others)
      throws Exception {
    String chain = TestPem.text((Object[]) others);
    String key = TestPem.text(new JcaPKCS8Generator(client.keys().getPrivate(), null));
    return trusting(serverCa.certificate())
        .keyManager(bytes(TestPem.text(client.certificate()) + chain), bytes(key))
        .build();
  }

  private static InputStream stream(X509Certificate certificate) throws IOException {
    return bytes(TestPem.text(certificate));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aClientThatTrustsTheServersCaIsServed() throws Exception {
    assertThat(call(trusting(serverCa.certificate()).build())).isEqualTo(Status.Code.OK);
  }

  @Test
  void aClientThatTrustsAnotherCaIsNot() throws Exception {
    assertThat(call(trusting(clientCa.certificate()).build())).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void theServerShowsTheCertificatesThatLeadToItsCa() throws Exception {
    TestCa middle = serverCa.intermediate("CN=middle");
    TestCa.Issued issued = middle.issue("CN=localhost", TestCa.rsaKeys());
    use("--tls-cert-path", "chain.crt", issued.certificate(), middle.certificate());
    use("--tls-key-path", "rsa.key", issued.keys());

    assertThat(call(trusting(serverCa.certificate()).build())).isEqualTo(Status.Code.OK);
  }

  @Test
  void withMutualTlsOnlyClientsOfKnownCasAreServed() throws Exception {
    askForClientCertificates();

    assertThat(call(showing(clientCa.issue("CN=client")))).isEqualTo(Status.Code.OK);
    assertThat(call(showing(serverCa.issue("CN=client")))).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(call(trusting(serverCa.certificate()).build())).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void clientsOfTheServersCaAreServedWhenItIsGiven() throws Exception {
    flags.put("--mtls-enabled", "true");
    use("--tls-server-ca-cert", "server-ca.crt", serverCa.certificate());

    assertThat(call(showing(serverCa.issue("CN=client")))).isEqualTo(Status.Code.OK);
    assertThat(call(showing(clientCa.issue("CN=client")))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void theCertificateOfTheConnectionDecidesWhoACallerIs() throws Exception {
    askForClientCertificates();
    flags.put("--verify-client-msp-id", "true");
    TestCa middle = clientCa.intermediate("CN=middle");

    assertThat(call(showing(clientCa.issue("CN=client,O=Org1")))).isEqualTo(Status.Code.OK);
    assertThat(call(showing(middle.issue("CN=client,O=Org1"), middle.certificate())))
        .isEqualTo(Status.Code.OK);
    assertThat(call(showing(clientCa.issue("CN=client,O=Org2"))))
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void aKeyThatIsNotTheCertificatesIsRefused() throws Exception {
    use("--tls-key-path", "other.key", TestCa.ellipticKeys());

    isRefused(flags.get("--tls-key-path"), "the key is not the one of the certificate");
  }

  @Test
  void aFileWithoutACertificateIsRefused() throws Exception {
    flags.put("--tls-cert-path", flags.get("--tls-key-path"));

    isRefused("--tls-cert-path", "it has no PEM certificate");
  }

  @Test
  void aFolderWithoutAnyCaIsRefused() throws Exception {
    askForClientCertificates();
    flags.put("--tls-client-ca-cert-dir", folder.resolve("cas/Org1").toString());

    isRefused("--tls-client-ca-cert-dir", "no folder in it has a certificate (*.crt, *.pem)");
  }

  private void isRefused(String named, String reason) {
    assertThatThrownBy(() -> TestTls.of(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(named)
        .hasMessageEndingWith(": " + reason);
  }
}
