package orchestrator.scenario.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.websocket.WebSocketService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orchestrator.scenario.proxy.SentTransaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that speak TLS are asked only when they are trusted. */
@Tag("slow")
@Timeout(120)
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  private static Path certificate;
  private static Server node;

  @BeforeAll
  static void start() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "node",
                "-keyalg",
                "EC",
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
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    X509Certificate own = (X509Certificate) keys.getCertificate("node");
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(own.getEncoded());
    certificate =
        Files.writeString(
            folder.resolve("node.pem"),
            "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
    node =
        Server.builder()
            .https(0)
            .tls(TlsKeyPair.of((PrivateKey) keys.getKey("node", PASSWORD.toCharArray()), own))
            .service("/", (context, request) -> HttpResponse.of(200))
            .service("/ws", WebSocketService.of((context, in) -> closing(in)))
            .build();
    node.start().join();
  }

  @AfterAll
  static void stop() {
    var unusedFuture = node.closeAsync();
  }

  /** Reads all, and closes. */
  private static WebSocket closing(WebSocket in) {
    WebSocketWriter out = WebSocket.streaming();
    var unusedFuture = in.subscribe().thenRun(out::close);
    return out;
  }

  private static Peer peer(String path) {
    return new Peer(true, "127.0.0.1", node.activeLocalPort(), path);
  }

  @Test
  void aTrustedNodeIsAsked() throws Exception {
    try (Network network = new Network(new Options(Map.of("tls-ca", certificate.toString())))) {
      HttpPeer http = network.http(peer("/"));
      assertThat(SentTransaction.failure(http.send(http.post(), "0a"))).isEmpty();
      assertThat(http.answers("/")).isTrue();
      WebSocketPeer webSocket = network.webSocket(peer("/ws"));
      assertThat(SentTransaction.failure(webSocket.send("0a", true))).isEmpty();
      assertThat(webSocket.opens()).isTrue();
    }
  }

  @Test
  void anUntrustedNodeIsNotAsked() throws Exception {
    try (Network network = new Network(new Options(Map.of()))) {
      HttpPeer http = network.http(peer("/"));
      assertThat(SentTransaction.failure(http.send(http.post(), "0a")))
          .startsWith("TLS with the node failed: ");
      assertThat(http.answers("/")).isFalse();
      WebSocketPeer webSocket = network.webSocket(peer("/ws"));
      assertThat(SentTransaction.failure(webSocket.send("0a", true)))
          .startsWith("TLS with the node failed: ");
      assertThat(webSocket.opens()).isFalse();
    }
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("empty.pem"), "nothing");
    assertThatThrownBy(() -> new Network(new Options(Map.of("tls-ca", file.toString()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the option tls-ca must name a file of PEM certificates");
  }
}
