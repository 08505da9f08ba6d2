package orchestrator.scenario.proxy.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import orchestrator.scenario.proxy.HttpNode;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.RawPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MultichainSetupTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }

  /** Answers each method by a JSON, and what has none by an error. */
  private static HttpNode daemon(Function<String, String> results) {
    return new HttpNode(
        got -> {
          JsonNode call = read(got.body());
          String result = results.apply(call.get("method").asText());
          ObjectNode answer = JSON.createObjectNode();
          answer.set("id", call.get("id"));
          if (result.isEmpty()) {
            answer.putObject("error").put("code", -32601).put("message", "Method not found");
          } else {
            answer.set("result", read(result));
          }
          return new HttpNode.Reply(result.isEmpty() ? 500 : 200, answer.toString());
        });
  }

  private static HttpNode master() {
    return daemon(
        method ->
            switch (method) {
              case "getinfo" -> "{\"blocks\": 3}";
              case "grant" -> "\"txid\"";
              default -> "";
            });
  }

  private Map<String, String> options(int master) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Map<String, String> options = new HashMap<>();
    options.put("setup", "multichain");
    options.put("master-url", "http://127.0.0.1:" + master);
    options.put("master-user", "bob");
    options.put("master-password-file", password.toString());
    options.put("prepare-wait", "0.3");
    return options;
  }

  private static Proxies open(Map<String, String> options) {
    return new JsonRpcProxyType().open(options);
  }

  private void prepare(int master, HttpNode node, Map<String, String> more) throws Exception {
    Map<String, String> options = options(master);
    options.putAll(more);
    try (Proxies proxies = open(options);
        Proxy proxy =
            proxies.connect(
                JSON.createObjectNode().put("url", "http://127.0.0.1:" + node.port()))) {
      proxies.prepare(proxy);
    }
  }

  @Test
  void theMasterGrantsRightsOnceTheNodeHasCaughtUp() throws Exception {
    AtomicInteger blocks = new AtomicInteger();
    try (HttpNode master = master();
        HttpNode node =
            daemon(
                method ->
                    switch (method) {
                      // At first it does not answer as it should.
                      case "getinfo" ->
                          blocks.get() == 0 && blocks.incrementAndGet() > 0
                              ? ""
                              : "{\"blocks\": " + blocks.incrementAndGet() + "}";
                      case "getaddresses" -> {
                        assertThat(blocks).hasValueGreaterThanOrEqualTo(3);
                        yield "[\"1abc\", \"1def\"]";
                      }
                      default -> "";
                    })) {
      prepare(master.port(), node, Map.of("prepare-wait", "20"));
      assertThat(master.got)
          .extracting(HttpNode.Got::authorization)
          .containsOnly("Basic Ym9iOnNlY3JldA==");
      JsonNode last = read(master.got.get(master.got.size() - 1).body());
      assertThat(last.get("method").asText()).isEqualTo("grant");
      assertThat(last.get("params")).isEqualTo(read("[\"1abc\", \"receive,send,mine\"]"));
    }
  }

  @Test
  void aNodeThatDoesNotCatchUpIsNotGrantedAnything() throws Exception {
    try (HttpNode master = master();
        HttpNode node = daemon(method -> "{\"blocks\": 2}")) {
      assertThatThrownBy(() -> prepare(master.port(), node, Map.of()))
          .hasMessage(
              "the node has not caught up with the master within 0.3 s: it has 2 blocks of 3");
      assertThat(master.got).hasSize(1);
    }
  }

  @Test
  void aMasterThatIsAwayOrRefusesIsTold() throws Exception {
    try (HttpNode node =
        daemon(method -> method.equals("getinfo") ? "{\"blocks\": 3}" : "[\"1abc\"]")) {
      int away = RawPeer.freePort();
      assertThatThrownBy(() -> prepare(away, node, Map.of()))
          .hasMessage("the chain's master failed: the node cannot be reached");
      try (HttpNode refusing =
          daemon(method -> method.equals("getinfo") ? "{\"blocks\": 3}" : "")) {
        assertThatThrownBy(() -> prepare(refusing.port(), node, Map.of()))
            .hasMessage(
                "the chain's master failed: the node answered error -32601: Method not found");
      }
    }
  }

  @Test
  void aNodeWithoutAnAddressIsTold() throws Exception {
    try (HttpNode master = master();
        HttpNode node = daemon(method -> method.equals("getinfo") ? "{\"blocks\": 3}" : "[]")) {
      assertThatThrownBy(() -> prepare(master.port(), node, Map.of()))
          .hasMessage("the node has no address that rights could be granted to");
    }
  }

  @Test
  void withoutASetupNothingIsAsked() throws Exception {
    try (HttpNode node = daemon(method -> "")) {
      prepare(1, node, Map.of("setup", "none"));
      assertThat(node.got).isEmpty();
    }
  }

  @Test
  void whatASetupNeedsIsNamed() throws Exception {
    for (String name : new String[] {"master-url", "master-password-file"}) {
      Map<String, String> options = options(1);
      options.remove(name);
      assertThatThrownBy(() -> open(options))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the option " + name + " is missing");
    }
    for (String name : new String[] {"master-user", "master-password-file"}) {
      Map<String, String> options = options(1);
      options.put(name, "a:b");
      assertThatThrownBy(() -> open(options))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the option " + name + " ");
    }
  }
}
