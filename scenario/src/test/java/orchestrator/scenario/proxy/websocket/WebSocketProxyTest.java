package orchestrator.scenario.proxy.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.websocket.WebSocketService;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.scenario.proxy.HttpNode;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.RawPeer;
import orchestrator.scenario.proxy.SentTransaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

@Timeout(60)
class WebSocketProxyTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
  private static final ConcurrentLinkedQueue<String> TEXTS = new ConcurrentLinkedQueue<>();
  private static final Server NODE =
      Server.builder()
          .http(0)
          .service(
              "/",
              WebSocketService.builder((context, in) -> noting(in))
                  .maxFramePayloadLength(4 << 20)
                  .build())
          .build();

  @BeforeAll
  static void start() {
    NODE.start().join();
  }

  @AfterAll
  static void stop() {
    var unusedFuture = NODE.closeAsync();
  }

  @BeforeEach
  void forget() {
    TEXTS.clear();
  }

  /** Takes note of texts, and closes when the other side does. */
  private static WebSocket noting(WebSocket in) {
    WebSocketWriter out = WebSocket.streaming();
    in.subscribe(
        new Subscriber<>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(WebSocketFrame frame) {
            try (frame) {
              if (frame.type() == WebSocketFrameType.TEXT) {
                TEXTS.add(frame.text());
              }
            }
          }

          @Override
          public void onError(Throwable failure) {
            out.close(failure);
          }

          @Override
          public void onComplete() {
            out.close();
          }
        });
    return out;
  }

  /** Opens a WebSocket on a bare socket. */
  private static void handshake(Socket socket) throws IOException {
    socket.getOutputStream().write(acceptance(socket));
  }

  private static byte[] concat(byte[] bytes, String hex) {
    return Bytes.concat(bytes, BaseEncoding.base16().decode(hex));
  }

  /** The answer to a handshake. */
  private static byte[] acceptance(Socket socket) throws IOException {
    Matcher key = KEY.matcher(RawPeer.head(socket));
    assertThat(key.find()).isTrue();
    @SuppressWarnings("deprecation") // RFC 6455 has nothing better.
    byte[] hash =
        Hashing.sha1()
            .hashString(
                key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", StandardCharsets.US_ASCII)
            .asBytes();
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(hash)
            + "\r\n\r\n";
    return answer.getBytes(StandardCharsets.US_ASCII);
  }

  private static JsonNode node(int port) {
    return JSON.createObjectNode().put("url", "ws://127.0.0.1:" + port);
  }

  private static Proxies open(Map<String, String> options) {
    return new WebSocketProxyType().open(options);
  }

  private static String failureAt(int port, Map<String, String> options) throws Exception {
    try (Proxies proxies = open(options);
        Proxy proxy = proxies.connect(node(port))) {
      SentTransaction sent = SentTransaction.of("n0", "0aff");
      String failure = SentTransaction.failure(proxy.transact(sent));
      assertThat(sent.phases()).isEmpty();
      return failure;
    }
  }

  @Test
  void sendsThePayloadAsOneMessage() throws Exception {
    String port = Integer.toString(NODE.activeLocalPort());
    for (String payload : List.of("0aff", "", "0a".repeat(1 << 20))) {
      try (Proxies proxies = open(Map.of("port", port));
          Proxy proxy = proxies.connect(JSON.createObjectNode().put("ipAddress", "127.0.0.1"))) {
        SentTransaction sent = SentTransaction.of("n0", payload);
        assertThat(SentTransaction.failure(proxy.transact(sent))).isEmpty();
        assertThat(sent.phases()).containsExactly(Phase.ANSWERED);
        assertThat(TEXTS.poll()).isEqualTo(payload);
        assertThat(TEXTS).isEmpty();
      }
    }
  }

  @Test
  void hasManyTransactionsUnderWayAtOnce() throws Exception {
    try (Proxies proxies = open(Map.of("concurrent", "50"));
        Proxy proxy = proxies.connect(node(NODE.activeLocalPort()))) {
      assertThat(proxy.mostUnderWay()).isEqualTo(50);
      List<CompletionStage<?>> ends = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        ends.add(proxy.transact(SentTransaction.of("n0", "0" + i % 10)));
      }
      for (CompletionStage<?> end : ends) {
        assertThat(SentTransaction.failure(end)).isEmpty();
      }
      assertThat(TEXTS).hasSize(50);
      assertThat(Collections.frequency(TEXTS, "07")).isEqualTo(5);
    }
  }

  @Test
  void aNodeLivesWhenAWebSocketCanBeOpened() throws Exception {
    try (Proxies proxies = open(Map.of());
        HttpNode other = new HttpNode(got -> new HttpNode.Reply(404, ""));
        Proxy alive = proxies.connect(node(NODE.activeLocalPort()));
        Proxy away = proxies.connect(node(RawPeer.freePort()));
        Proxy plain = proxies.connect(node(other.port()))) {
      assertThat(alive.isAlive()).isTrue();
      assertThat(away.isAlive()).isFalse();
      assertThat(plain.isAlive()).isFalse();
      assertThat(TEXTS).isEmpty();
    }
  }

  @Test
  void whoOpensNoWebSocketFailsTheTransaction() throws Exception {
    try (HttpNode node = new HttpNode(got -> new HttpNode.Reply(404, ""))) {
      assertThat(failureAt(node.port(), Map.of()))
          .isEqualTo("the node opened no WebSocket: it answered 404");
    }
    assertThat(failureAt(RawPeer.freePort(), Map.of())).isEqualTo("the node cannot be reached");
    try (RawPeer node = new RawPeer(RawPeer.VANISHES)) {
      assertThat(failureAt(node.port(), Map.of())).isEqualTo("the node broke the connection");
    }
  }

  @Test
  void aNodeThatHangsFailsTheTransactionAndItsConnectionEnds() throws Exception {
    RawPeer.Behaviour opensAndHangs =
        socket -> {
          handshake(socket);
          RawPeer.HANGS.serve(socket);
        };
    for (RawPeer.Behaviour behaviour : List.of(RawPeer.HANGS, opensAndHangs)) {
      try (RawPeer node = new RawPeer(behaviour)) {
        assertThat(failureAt(node.port(), Map.of("timeout", "0.3")))
            .isEqualTo("the node did not answer within 0.3 s");
        assertThat(node.ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void aNodeThatVanishesOnceTheWebSocketIsOpenFailsTheTransaction() throws Exception {
    try (RawPeer node = new RawPeer(WebSocketProxyTest::handshake)) {
      assertThat(failureAt(node.port(), Map.of("timeout", "5")))
          .isEqualTo("the node broke the connection");
    }
  }

  /** Opens, reads all that comes until the other side's close if asked to, and closes. */
  private static RawPeer.Behaviour closing(boolean reads, String frame) {
    return socket -> {
      handshake(socket);
      if (reads) {
        readUntilClose(socket);
      }
      socket.getOutputStream().write(BaseEncoding.base16().decode(frame));
      RawPeer.HANGS.serve(socket);
    };
  }

  /** The message is short, and the close frame has a status only. */
  private static void readUntilClose(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      int type = in.readUnsignedByte() & 0xf;
      in.skipNBytes(4 + (in.readUnsignedByte() & 0x7f));
      if (type == 8) {
        return;
      }
    }
  }

  @Test
  void aNodeThatClosesInAnotherWayThanTheNormalOneHasRefusedTheMessage() throws Exception {
    for (boolean reads : new boolean[] {true, false}) {
      try (RawPeer node = new RawPeer(closing(reads, "880503F0626164"))) {
        assertThat(failureAt(node.port(), Map.of("timeout", "5")))
            .isEqualTo("the node closed with 1008");
      }
    }
  }

  @Test
  void aNodeThatClosesWithTheHandshakeHasNotHadTheMessage() throws Exception {
    RawPeer.Behaviour behaviour =
        socket -> {
          socket.getOutputStream().write(concat(acceptance(socket), "880203E8"));
          RawPeer.HANGS.serve(socket);
        };
    for (String close : List.of("answered", "sent")) {
      try (RawPeer node = new RawPeer(behaviour)) {
        for (int number = 0; number < 50; number++) {
          assertThat(failureAt(node.port(), Map.of("timeout", "5", "close", close)))
              .isEqualTo("the node closed before it had the message");
        }
      }
    }
  }

  @Test
  void aCloseWithoutAStatusIsANormalOne() throws Exception {
    try (RawPeer node = new RawPeer(closing(true, "8800"));
        Proxies proxies = open(Map.of("timeout", "5"));
        Proxy proxy = proxies.connect(node(node.port()))) {
      SentTransaction sent = SentTransaction.of("n0", "0aff");
      assertThat(SentTransaction.failure(proxy.transact(sent))).isEmpty();
      assertThat(sent.phases()).containsExactly(Phase.ANSWERED);
    }
  }

  @Test
  void aNodeThatBreaksTheRulesIsToldOfInWords() throws Exception {
    try (RawPeer node = new RawPeer(closing(true, "FFFFFFFF"))) {
      assertThat(failureAt(node.port(), Map.of("timeout", "5")))
          .startsWith("the node broke the rules of WebSockets: RSV");
    }
  }

  @Test
  void aNodeThatTalksWithoutEndIsCutOff() throws Exception {
    try (RawPeer node =
        new RawPeer(
            socket -> {
              handshake(socket);
              OutputStream out = socket.getOutputStream();
              // A text of 125 letters.
              byte[] frame = "a".repeat(127).getBytes(StandardCharsets.US_ASCII);
              frame[0] = (byte) 0x81;
              frame[1] = 125;
              while (true) {
                out.write(frame);
              }
            })) {
      assertThat(failureAt(node.port(), Map.of("timeout", "0.5")))
          .isEqualTo("the node did not answer within 0.5 s");
      assertThat(node.ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aMessageThatIsWrittenIsEnoughIfThatIsAskedFor() throws Exception {
    try (RawPeer node =
        new RawPeer(
            socket -> {
              handshake(socket);
              RawPeer.HANGS.serve(socket);
            })) {
      assertThat(failureAt(node.port(), Map.of("close", "sent"))).isEmpty();
      assertThat(node.ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aNodeIsKnownByItsAddress() {
    try (Proxies proxies = open(Map.of())) {
      assertThat(proxies.identity(JSON.createObjectNode().put("ipAddress", "10.0.0.7")))
          .contains("10.0.0.7");
      assertThat(proxies.identity(node(1))).contains("ws://127.0.0.1:1");
      assertThat(proxies.identity(JSON.createArrayNode())).isEmpty();
    }
  }

  @Test
  void wrongFieldsAndOptionsAreNamed() throws Exception {
    try (Proxies proxies = open(Map.of())) {
      for (String json :
          List.of(
              "{'ipAddress': 'secret address'}",
              "{'ipAddress': 5}",
              "{'secret': 5}",
              "['ipAddress']")) {
        assertThatThrownBy(() -> proxies.connect(JSON.readTree(json.replace('\'', '"'))))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("the node's ipAddress ")
            .hasMessageNotContaining("secret");
      }
      assertThatThrownBy(
              () -> proxies.connect(JSON.createObjectNode().put("url", "http://secret/")))
          .hasMessage("the node's url must be a URL such as ws://host:8080/path, without a user");
    }
    Map.of("port", "0", "url", "host", "close", "never", "timeout", "-1", "concurrent", "x")
        .forEach(
            (name, value) ->
                assertThatThrownBy(() -> open(Map.of(name, value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the option " + name + " "));
  }
}
