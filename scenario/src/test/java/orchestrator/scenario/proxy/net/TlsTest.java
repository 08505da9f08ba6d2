package orchestrator.scenario.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.websocket.WebSocketService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import orchestrator.loopback.crypto.MaterialFolder;
import orchestrator.loopback.crypto.Organization;
import orchestrator.scenario.proxy.SentTransaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that speak TLS are asked only when they are trusted. */
@Timeout(120)
class TlsTest {
  private static final String NODE = "node";

  @TempDir static Path folder;

  private static Path trust;
  private static Server node;

  @BeforeAll
  static void start() throws Exception {
    MaterialFolder material = new MaterialFolder(folder);
    material.write(Organization.create(NODE));
    trust = folder.resolve(NODE).resolve("tlsca.pem");
    node =
        Server.builder()
            .https(0)
            .tls(
                TlsKeyPair.of(
                    material.serverKey(NODE).toFile(), material.serverCertificate(NODE).toFile()))
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
    try (Network network = new Network(new Options(Map.of("tls-ca", trust.toString())))) {
      HttpPeer http = network.http(peer("/"));
      assertThat(SentTransaction.failure(http.send(http.post(), "0a"))).isEmpty();
      http.ask("/");
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
      assertThatThrownBy(() -> http.ask("/")).hasMessageStartingWith("TLS with the node failed: ");
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
