package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.Block;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.http.Shop.Order;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orchestrator and services speak HTTPS, and only with whom they trust. */
@Timeout(120)
class TlsTest {
  private static final Flow<Order, Order> ONE =
      Flow.named("one", Order.class)
          .then(Block.named("ask", Order.class, Order.class).asks("stock"))
          .build();
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  private Path certificate;
  private Path key;

  private static String pem(String kind, byte[] bytes) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind);
  }

  /** By the JDK's own tool, which makes no PEM. */
  @BeforeEach
  void aCertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(store)) {
      keys.load(input, PASSWORD.toCharArray());
    }
    certificate = folder.resolve("peer.pem");
    key = folder.resolve("peer.key");
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate("peer").getEncoded()));
    Files.writeString(
        key, pem("PRIVATE KEY", keys.getKey("peer", PASSWORD.toCharArray()).getEncoded()));
  }

  private ServiceHost host() throws Exception {
    return Shop.host(Service.of("stock", Order.class, order -> order))
        .tls(certificate, key)
        .trust(certificate)
        .start();
  }

  @Test
  void messagesAndAnswersTravelByTls() throws Exception {
    try (ServiceHost host = host();
        HttpFlows runner =
            Shop.flows(ONE, host.address()).tls(certificate, key).trust(certificate).start()) {
      assertThat(host.address()).hasScheme("https");
      assertThat(runner.address()).hasScheme("https");

      RunResult<Order> outcome =
          runner.start(ONE, Order.of("tea", 1)).outcome().get(60, TimeUnit.SECONDS);

      assertThat(outcome.isFinished()).isTrue();
    }
  }

  @Test
  void aHostThatIsNotTrustedGetsNothing() throws Exception {
    try (ServiceHost host = host();
        HttpFlows runner =
            Shop.flows(ONE, host.address())
                .tls(certificate, key)
                .patience(Duration.ofMillis(200))
                .start()) {
      RunResult<Order> outcome =
          runner.start(ONE, Order.of("tea", 1)).outcome().get(60, TimeUnit.SECONDS);

      assertThat(outcome.fault().kind()).isEqualTo(Fault.Kind.UNREACHABLE);
      assertThat(runner.deadLetters().list()).hasSize(1);
    }
  }
}
