package orchestrator.scenario.proxy.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FabricOptionsTest {
  @TempDir static Path folder;

  private static Map<String, String> valid;

  private Map<String, String> options;

  @BeforeAll
  static void writeFiles() throws IOException {
    valid = UserFixture.options(folder);
  }

  @BeforeEach
  void copy() {
    options = new LinkedHashMap<>(valid);
  }

  @Test
  void theProxyIsFoundByItsName() {
    assertThat(ServiceLoader.load(ProxyType.class))
        .filteredOn(type -> type.name().equals("fabric"))
        .singleElement()
        .isInstanceOf(FabricProxyType.class)
        .satisfies(
            type ->
                assertThat(type.options()).containsKeys(options.keySet().toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel", "chaincode", "function", "mspid", "certificate", "key"})
  void whatIsRequiredIsMissedByItsName(String name) {
    options.remove(name);
    isWrong(name, "is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "goal, done, 'must be one of commit, order, evaluate'",
    "timeout, 0, 'must be a number of seconds from 0.001 to 3600'",
    "timeout, 3601, 'must be a number of seconds from 0.001 to 3600'",
    "under-way, many, 'must be an integer from 1 to 100000'",
    "gateway, peer0, 'must be HOST:PORT'",
    "gateway, peer0:0, 'must be HOST:PORT'",
    "gateway, unix:/tmp/x:1, 'must be HOST:PORT'",
    "override-authority, peer 0, 'must be a host name or an IP address'",
  })
  void aWrongValueIsToldByItsName(String name, String value, String sentence) {
    options.put(name, value);
    isWrong(name, sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate", "key", "tls-ca"})
  void aFileThatIsMissingIsToldByItsName(String name) {
    Path file = folder.resolve("none.pem");
    options.put(name, file.toString());
    isWrong(name, "names " + file + ": there is no such file");
  }

  @Test
  void aKeyOfAnotherCertificateIsWrong() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    options.put("key", UserFixture.options(other).get("key"));
    isWrong("key", "names " + options.get("key") + ": the key is not the one of the certificate");
  }

  @Test
  void aNodeIsAtTheGatewayThatItSays() throws Exception {
    try (Proxies proxies = new FabricProxyType().open(options)) {
      assertThat(proxies.identity(json("{\"gateway\": \"peer0.org1:7051\", \"x\": 1}")))
          .contains("peer0.org1:7051");
      assertThat(proxies.identity(json("{\"x\": 1}"))).isEmpty();
      assertThat(proxies.identity(json("[1]"))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"gateway\": \"peer0\"} | the node's gateway must be HOST:PORT",
        "{\"gateway\": 7051} | the node's gateway must be text",
        "{\"gateway\": \"../x:1\"} | the node's gateway must be HOST:PORT",
        "{\"gateway\": \"a:1\", \"override-authority\": \"a/b\"} | the node's override-authority"
            + " must be a host name or an IP address",
        "{\"x\": 1} | neither the node's JSON nor an option names a gateway",
        "17 | neither the node's JSON nor an option names a gateway",
      })
  void aNodeThatDoesNotSayItRightlyIsNotConnected(String node, String sentence) throws Exception {
    try (Proxies proxies = new FabricProxyType().open(options)) {
      JsonNode json = json(node);
      assertThat(proxies.identity(json)).isEmpty();
      assertThatThrownBy(() -> proxies.connect(json)).hasMessage(sentence);
    }
  }

  private void isWrong(String name, String sentence) {
    assertThatThrownBy(() -> new FabricProxyType().open(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the option " + name + " " + sentence);
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text);
  }
}
