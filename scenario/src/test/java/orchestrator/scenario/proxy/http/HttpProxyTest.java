package orchestrator.scenario.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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
class HttpProxyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static HttpNode answering(int status) {
    return new HttpNode(got -> new HttpNode.Reply(status, ""));
  }

  private static HttpNode.Got posted(String path, String type, String body) {
    return new HttpNode.Got("POST", path, type, "", body);
  }

  private static JsonNode node(int port) {
    return JSON.createObjectNode().put("url", "http://127.0.0.1:" + port + "/tx?a=b");
  }

  private static Proxies open(String... options) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    return new HttpProxyType().open(values);
  }

  private static String failureAt(int port, String... options) throws Exception {
    try (Proxies proxies = open(options);
        Proxy proxy = proxies.connect(node(port))) {
      SentTransaction sent = SentTransaction.of("n0", "0aff");
      String failure = SentTransaction.failure(proxy.transact(sent));
      assertThat(sent.phases()).hasSize(failure.isEmpty() ? 1 : 0);
      return failure;
    }
  }

  @Test
  void postsThePayloadAsText() throws Exception {
    try (HttpNode node = answering(201);
        Proxies proxies = open();
        Proxy proxy = proxies.connect(node(node.port()))) {
      SentTransaction sent = SentTransaction.of("n0", "0aff");
      assertThat(SentTransaction.failure(proxy.transact(sent))).isEmpty();
      assertThat(sent.phases()).containsExactly(Phase.ANSWERED);
      assertThat(node.got).containsExactly(posted("/tx?a=b", "text/plain; charset=utf-8", "0aff"));
    }
  }

  @Test
  void fillsATemplateWithoutBreakingItsJson() throws Exception {
    try (HttpNode node = answering(200);
        Proxies proxies =
            open(
                "url",
                "http://127.0.0.1:" + node.port(),
                "body",
                "{\"k\": [\"{run}-{entry}-{number}\", \"{name}:{payload}\", 5, \"{x}\"]}");
        Proxy proxy = proxies.connect(JSON.readTree("[1]"))) {
      SentTransaction sent = SentTransaction.of("a\"$1\\{run}", "");
      assertThat(SentTransaction.failure(proxy.transact(sent))).isEmpty();
      assertThat(node.got)
          .containsExactly(
              posted(
                  "/",
                  "application/json",
                  "{\"k\":[\"r-1-2-7\",\"a\\\"$1\\\\{run}:\",5,\"{x}\"]}"));
    }
  }

  @Test
  void hasManyTransactionsUnderWayAtOnce() throws Exception {
    try (HttpNode node = answering(200);
        Proxies proxies = open("concurrent", "50");
        Proxy proxy = proxies.connect(node(node.port()))) {
      assertThat(proxy.mostUnderWay()).isEqualTo(50);
      List<CompletionStage<?>> ends = new ArrayList<>();
      // Of more, the JDK's server closes idle connections just as they are used again.
      for (int i = 0; i < 150; i++) {
        ends.add(proxy.transact(SentTransaction.of("n0", "00")));
      }
      for (CompletionStage<?> end : ends) {
        assertThat(SentTransaction.failure(end)).isEmpty();
      }
      assertThat(node.got).hasSize(150);
    }
  }

  @Test
  void anAnswerThatIsNoSuccessFailsWithItsStatus() throws Exception {
    for (int status : new int[] {302, 503}) {
      try (HttpNode node = answering(status)) {
        assertThat(failureAt(node.port())).isEqualTo("the node answered " + status);
      }
    }
  }

  @Test
  void aNodeThatHangsFailsTheTransactionAndItsConnectionEnds() throws Exception {
    try (RawPeer node = new RawPeer(RawPeer.HANGS)) {
      assertThat(failureAt(node.port(), "timeout", "0.2"))
          .isEqualTo("the node did not answer within 0.2 s");
      assertThat(node.ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aNodeThatIsNotThereFailsTheTransaction() throws Exception {
    assertThat(failureAt(RawPeer.freePort())).isEqualTo("the node cannot be reached");
  }

  @Test
  void aNodeThatVanishesFailsTheTransaction() throws Exception {
    try (RawPeer node = new RawPeer(RawPeer.VANISHES)) {
      assertThat(failureAt(node.port())).isEqualTo("the node broke the connection");
    }
  }

  @Test
  void anAnswerWithoutEndIsCutOff() throws Exception {
    try (RawPeer node = new RawPeer(RawPeer::flood)) {
      assertThat(failureAt(node.port()))
          .isEqualTo("the node answered with more than 1048576 bytes");
      assertThat(node.ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anyAnswerShowsThatANodeLives() throws Exception {
    try (HttpNode node = answering(500);
        Proxies proxies = open("alive", "/health");
        Proxy proxy = proxies.connect(node(node.port()))) {
      assertThat(proxy.isAlive()).isTrue();
      assertThat(node.got.get(0).path()).isEqualTo("/health");
      node.stop();
      assertThatThrownBy(proxy::isAlive).hasMessage("the node cannot be reached");
    }
  }

  @Test
  void theBeginOfAnEndlessAnswerShowsThatANodeLives() throws Exception {
    try (RawPeer node = new RawPeer(RawPeer::flood);
        Proxies proxies = open();
        Proxy proxy = proxies.connect(node(node.port()))) {
      assertThat(proxy.isAlive()).isTrue();
      assertThat(node.ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aNodeIsKnownByItsUrl() throws Exception {
    try (Proxies proxies = open()) {
      assertThat(proxies.identity(node(1))).contains("http://127.0.0.1:1/tx?a=b");
      assertThat(proxies.identity(JSON.readTree("[{\"url\": 5}]"))).isEmpty();
    }
  }

  @Test
  void aWrongUrlIsToldWithoutItsValue() throws Exception {
    try (Proxies proxies = open()) {
      for (String url :
          List.of(
              "\"ftp://secret/\"",
              "\"http://user:secret@host/\"",
              "\"http://secret host/\"",
              "\"http://host:99999/secret\"",
              "\"http://host:0/secret\"",
              "\"http:///secret\"",
              "\"file:/secret\"",
              "\"http://-secret-/\"",
              "\"http://[fe80::1%25secret]/\"",
              "{\"secret\": 1}",
              "\"http://host/" + "secret".repeat(1000) + "\"")) {
        assertThatThrownBy(() -> proxies.connect(JSON.readTree("{\"url\": " + url + "}")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("the node's url ")
            .hasMessageNotContaining("secret");
      }
      assertThatThrownBy(() -> proxies.connect(JSON.readTree("7")))
          .hasMessage("the node's url is missing, and so is the option url");
    }
  }

  @Test
  void hostsMayHaveUnderscoresAndColons() throws Exception {
    try (Proxies proxies = open()) {
      for (String host : List.of("node_1.chain_net:80", "[::1]:8080", "node_1", "10.0.0.7")) {
        proxies.connect(JSON.createObjectNode().put("url", "http://" + host + "/")).close();
      }
    }
  }

  @Test
  void wrongOptionsAreNamed() {
    Map.of(
            "url", "host",
            "body", "{",
            "content-type", "text",
            "alive", "health",
            "timeout", "0",
            "concurrent", "0",
            "tls-ca", "/no/such/file")
        .forEach(
            (name, value) ->
                assertThatThrownBy(() -> open(name, value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the option " + name + " "));
  }
}
