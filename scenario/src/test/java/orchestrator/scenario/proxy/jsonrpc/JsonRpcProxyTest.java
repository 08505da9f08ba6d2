package orchestrator.scenario.proxy.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orchestrator.scenario.proxy.HttpNode;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.RawPeer;
import orchestrator.scenario.proxy.SentTransaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JsonRpcProxyTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** What {@code bob} and {@code secret} become in a header. */
  private static final String BASIC = "Basic Ym9iOnNlY3JldA==";

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }

  /** Answers every call with a result, or an error, that is JSON. */
  private static HttpNode answering(int status, String field, String json) {
    return new HttpNode(
        got -> {
          JsonNode call = read(got.body());
          ObjectNode answer = JSON.createObjectNode();
          answer.putNull("result").putNull("error").set("id", call.get("id"));
          answer.set(field, read(json));
          return new HttpNode.Reply(status, answer.toString());
        });
  }

  private static ObjectNode node(int port) {
    return JSON.createObjectNode()
        .put("user", "bob")
        .put("password", "secret")
        .put("host", "127.0.0.1")
        .put("rpc_port", port);
  }

  private static Proxies open(Map<String, String> options) {
    return new JsonRpcProxyType().open(options);
  }

  private static String failureAt(int port, Map<String, String> options) throws Exception {
    try (Proxies proxies = open(options);
        Proxy proxy = proxies.connect(node(port))) {
      SentTransaction sent = SentTransaction.of("n0", "0aff");
      String failure = SentTransaction.failure(proxy.transact(sent));
      assertThat(sent.phases()).hasSize(failure.isEmpty() ? 1 : 0);
      return failure;
    }
  }

  private static String failureOf(int status, String field, String json) throws Exception {
    try (HttpNode node = answering(status, field, json)) {
      return failureAt(node.port(), Map.of());
    }
  }

  private static String failureOf(int status, String body) throws Exception {
    try (HttpNode node = new HttpNode(got -> new HttpNode.Reply(status, body))) {
      return failureAt(node.port(), Map.of());
    }
  }

  @Test
  void publishesToTheStreamRootAsMultichainHasIt() throws Exception {
    try (HttpNode node = answering(200, "result", "\"txid\"");
        Proxies proxies = open(Map.of());
        Proxy proxy = proxies.connect(node(node.port()))) {
      SentTransaction sent = SentTransaction.of("n0", "0aff");
      assertThat(SentTransaction.failure(proxy.transact(sent))).isEmpty();
      assertThat(sent.phases()).containsExactly(Phase.ANSWERED);
      HttpNode.Got got = node.got.get(0);
      assertThat(got.authorization()).isEqualTo(BASIC);
      assertThat(got.path()).isEqualTo("/");
      assertThat(read(got.body()))
          .isEqualTo(
              read(
                  """
                  {"jsonrpc": "2.0", "id": 1, "method": "publish",
                   "params": ["root", "n0", "0aff"]}
                  """));
    }
  }

  @Test
  void callsAnyMethodAtAnyUrl() throws Exception {
    try (HttpNode node = answering(200, "result", "null");
        Proxies proxies =
            open(Map.of("method", "send", "params", "{\"to\": 5, \"data\": \"0x{payload}\"}"));
        Proxy proxy =
            proxies.connect(
                JSON.createObjectNode().put("url", "http://localhost:" + node.port() + "/rpc"))) {
      assertThat(SentTransaction.failure(proxy.transact(SentTransaction.of("n", "0a")))).isEmpty();
      HttpNode.Got got = node.got.get(0);
      assertThat(got.path()).isEqualTo("/rpc");
      assertThat(got.authorization()).isEmpty();
      assertThat(read(got.body()).get("method").asText()).isEqualTo("send");
      assertThat(read(got.body()).get("params")).isEqualTo(read("{\"to\":5,\"data\":\"0x0a\"}"));
    }
  }

  @Test
  void errorsFailWithTheirCodeAndMessage() throws Exception {
    String error = "{\"code\": -703, \"message\": \"Stream\\nnot  found\"}";
    for (int status : new int[] {200, 500}) {
      assertThat(failureOf(status, "error", error))
          .isEqualTo("the node answered error -703: Stream not found");
    }
    assertThat(failureOf(200, "error", "\"" + "a".repeat(1000) + "\""))
        .isEqualTo("the node answered error without a code: " + "a".repeat(200) + "…");
  }

  @Test
  void whatIsNoAnswerFails() throws Exception {
    assertThat(failureOf(401, ""))
        .isEqualTo("the node refused the user or the password: it answered 401");
    assertThat(failureOf(503, "busy")).isEqualTo("the node answered 503");
    for (String body : List.of("", "[]", "{}", "<html/>", "[".repeat(100_000))) {
      assertThat(failureOf(200, body)).isEqualTo("the node answered what is not JSON-RPC");
    }
    assertThat(failureOf(200, "{\"result\": 1, \"id\": 999}"))
        .isEqualTo("the node answered another call");
  }

  @Test
  void aNodeThatHangsOrFloodsOrIsAwayFailsTheTransaction() throws Exception {
    try (RawPeer hanging = new RawPeer(RawPeer.HANGS);
        RawPeer flooding = new RawPeer(RawPeer::flood)) {
      assertThat(failureAt(hanging.port(), Map.of("timeout", "0.2")))
          .isEqualTo("the node did not answer within 0.2 s");
      assertThat(hanging.ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(failureAt(flooding.port(), Map.of()))
          .isEqualTo("the node answered with more than 1048576 bytes");
    }
    assertThat(failureAt(RawPeer.freePort(), Map.of())).isEqualTo("the node cannot be reached");
  }

  @Test
  void aNodeLivesWhenGetinfoHasAResult() throws Exception {
    try (Proxies proxies = open(Map.of())) {
      try (HttpNode node = answering(200, "result", "{\"blocks\": 5}");
          Proxy proxy = proxies.connect(node(node.port()))) {
        assertThat(proxy.isAlive()).isTrue();
        assertThat(read(node.got.get(0).body()).get("method").asText()).isEqualTo("getinfo");
        assertThat(read(node.got.get(0).body()).get("params")).isEmpty();
        node.stop();
        assertThatThrownBy(proxy::isAlive).hasMessage("the node cannot be reached");
      }
      try (HttpNode node = answering(500, "error", "{\"code\": -28, \"message\": \"Loading\"}");
          Proxy proxy = proxies.connect(node(node.port()))) {
        assertThatThrownBy(proxy::isAlive).hasMessage("the node answered error -28: Loading");
      }
    }
  }

  @Test
  void aNodeIsKnownByItsAddress() {
    try (Proxies proxies = open(Map.of())) {
      assertThat(proxies.identity(node(8000))).contains("127.0.0.1:8000/");
      assertThat(proxies.identity(node(8000).put("password", "other")))
          .isEqualTo(proxies.identity(node(8000).put("rpc_port", "8000")));
      assertThat(proxies.identity(node(70_000))).isEmpty();
      assertThat(proxies.identity(read("5"))).isEmpty();
    }
  }

  @Test
  void wrongFieldsAreNamedWithoutTheirValues() {
    try (Proxies proxies = open(Map.of())) {
      Map.of(
              "host", node(1).put("host", "secret host"),
              "rpc_port", node(1).put("rpc_port", "secret"),
              "user", node(1).put("user", "secret:"),
              "password", node(1).put("password", 5),
              "url", node(1).put("url", "http://bob:secret@host/"))
          .forEach(
              (field, json) ->
                  assertThatThrownBy(() -> proxies.connect(json))
                      .isInstanceOf(IllegalArgumentException.class)
                      .hasMessageStartingWith("the node's " + field + " ")
                      .hasMessageNotContaining("secret"));
      for (String field : List.of("host", "rpc_port", "password")) {
        assertThatThrownBy(() -> proxies.connect(node(1).without(field)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("the node's " + field + " is missing");
      }
    }
  }

  @Test
  void wrongOptionsAreNamed() {
    Map.of(
            "url", "host",
            "params", "5",
            "setup", "other",
            "timeout", "x",
            "tls-ca", "/no/such/file")
        .forEach(
            (name, value) ->
                assertThatThrownBy(() -> open(Map.of(name, value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the option " + name + " "));
  }
}
