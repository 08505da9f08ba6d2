package orchestrator.scenario.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import orchestrator.scenario.proxy.ProxyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiOptionsTest {
  private final ApiProxyType type = new ApiProxyType();

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void theKindIsFoundByItsName() {
    assertThat(ServiceLoader.load(ProxyType.class)).extracting(ProxyType::name).contains("api");
  }

  @Test
  void withoutOptionsFunctionsAreRegisteredAtALocalServer() {
    assertThat(ApiOptions.read(Map.of()))
        .isEqualTo(
            new ApiSettings(
                new Address("127.0.0.1:9000", "MyOrg1MSP", "mychannel", Optional.empty()),
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20)));
  }

  @Test
  void whatANodeSaysCountsMoreThanTheOptions() throws Exception {
    ApiSettings settings =
        ApiOptions.read(
            Map.of("server", "one.example.org:1", "organization", "A", "call-timeout", "3"),
            json(
                "{\"server\": \"[::1]:2\", \"channel\": \"c\", \"transaction\": \"plan\","
                    + " \"shape\": \"fan:3\", \"event-wait\": 0.5, \"user\": [1]}"));

    assertThat(settings)
        .isEqualTo(
            new ApiSettings(
                new Address("[::1]:2", "A", "c", Optional.empty()),
                Optional.of(new PlanShape(PlanShape.Form.FAN, 3)),
                Duration.ofMillis(500),
                Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "5", "\"text\"", "{}", "{\"ipAddress\": \"10.0.0.1\"}"})
  void anyOtherJsonOfANodeIsLeftAlone(String node) throws Exception {
    assertThat(ApiOptions.read(Map.of(), json(node))).isEqualTo(ApiOptions.read(Map.of()));
  }

  @Test
  void aNodeCannotNameFiles() throws Exception {
    try (ApiProxies proxies = (ApiProxies) type.open(Map.of("event-wait", "0"))) {
      // It would be refused if it were looked at: there is no such file.
      proxies.connect(json("{\"tls-ca\": \"/no/such/file\"}")).close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server | localhost",
        "server | unix:/run/some.sock",
        "server | dns:///host:1",
        "server | host:0",
        "server | host:70000",
        "server | a b:1",
        "organization | ''",
        "channel | Zürich",
        "chaincode | ''",
        "transaction | model",
        "shape | chain:0",
        "shape | chain:1001",
        "shape | chain:99999999999",
        "shape | ring:3",
        "event-wait | -1",
        "event-wait | NaN",
        "event-wait | 86401",
        "event-wait | soon",
        "call-timeout | 0",
        "tls | perhaps",
        "tls-ca | /no/such/file",
        "tls-key | /no/such/file",
      })
  void aWrongValueIsRefusedByTheNameOfItsOption(String option, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> type.open(Map.of(option, value)))
        .withMessageContaining(option);
  }

  @Test
  void aCertificateThatCannotBeReadIsRefused(@TempDir Path folder) {
    String none = folder.resolve("none").toString();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> type.open(Map.of("tls-certificate", none, "tls-key", none)))
        .withMessageStartingWith("tls-certificate: ");
  }

  @Test
  void everyOptionIsExplained() {
    assertThat(type.options().keySet())
        .containsExactly(
            "server",
            "organization",
            "channel",
            "chaincode",
            "tls",
            "tls-ca",
            "tls-certificate",
            "tls-key",
            "transaction",
            "shape",
            "event-wait",
            "call-timeout");
    assertThat(type.options().values()).allMatch(text -> text.endsWith("."));
  }

  @Test
  void aNodeThatNamesItsServerIsKnownByIt() throws Exception {
    try (ApiProxies proxies = (ApiProxies) type.open(Map.of("organization", "A"))) {
      assertThat(proxies.identity(json("{\"server\": \"host:1\", \"pid\": 7}")))
          .isEqualTo(proxies.identity(json("{\"server\": \"host:1\", \"organization\": \"A\"}")))
          .isNotEqualTo(proxies.identity(json("{\"server\": \"host:2\"}")))
          .isNotEqualTo(proxies.identity(json("{\"server\": \"host:1\", \"organization\": \"B\"}")))
          .isPresent();
      assertThat(proxies.identity(json("{\"organization\": \"B\"}"))).isEmpty();
    }
  }
}
