package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.learning.LearningSettings;
import orchestrator.learning.LearningSettings.RuleSet;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningOptionsTest {
  private static final Map<String, String> ON = Map.of("--learning", "true");

  private static LearningJobSettings read(
      Map<String, String> flags, Map<String, String> environment) {
    return LearningOptions.settings(new SettingSource(flags, environment));
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void withoutSettingsItIsOff() {
    assertThat(read(Map.of(), Map.of("COMPUTE_URL", "no address", "CORS", "")))
        .isEqualTo(
            new LearningJobSettings(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                new LearningSettings(
                    "mychannel",
                    List.of("MyOrg1MSP"),
                    RuleSet.CORRECTED,
                    Optional.empty(),
                    URI.create("http://storage.invalid"),
                    Duration.ofMinutes(10),
                    3)));
  }

  @Test
  void theVariablesOfTheOriginalAreRead() {
    LearningJobSettings settings =
        read(
            ON,
            Map.of(
                "COMPUTE_URL", "http://compute:8081/",
                "CORS", "False",
                "USER_AUTH", "u",
                "PWD_AUTH", "p:w"));

    assertThat(settings.rules().worker()).contains(URI.create("http://compute:8081"));
    assertThat(settings.anyOrigin()).isTrue();
    assertThat(settings.account().orElseThrow().account().organization()).isEqualTo("MyOrg1MSP");
    assertThat(settings.account().orElseThrow().isMeantBy(basic("u:p:w"))).isTrue();
    assertThat(settings.account().orElseThrow().isMeantBy(basic("u:p"))).isFalse();
    assertThat(settings.account().orElseThrow().isMeantBy(basic("u"))).isFalse();
    assertThat(settings.account().orElseThrow().isMeantBy(null)).isFalse();
    assertThat(settings.warning()).isEmpty();
  }

  @Test
  void aSettingCountsMoreThanAVariableOfTheOriginal() {
    LearningJobSettings settings =
        read(
            Map.of(
                "--learning", "true",
                "--learning-user", "mine",
                "--learning-organization", "B, A",
                "--learning-rules", "original"),
            Map.of(
                "COMPUTE_URL", "http://compute:8081",
                "ORCHESTRATOR_LEARNING_COMPUTE_URL", "https://mine/x",
                "USER_AUTH", "u",
                "PWD_AUTH", "p"));

    assertThat(settings.rules().worker()).contains(URI.create("https://mine/x"));
    assertThat(settings.rules().organizations()).containsExactly("B", "A");
    assertThat(settings.rules().rules()).isEqualTo(RuleSet.ORIGINAL);
    assertThat(settings.account().orElseThrow().isMeantBy(basic("mine:p"))).isTrue();
    assertThat(settings.account().orElseThrow().account().organization()).isEqualTo("B");
  }

  @Test
  void aNameWithoutAPasswordIsNobodyAndIsWarnedOf() {
    LearningJobSettings settings = read(ON, Map.of("USER_AUTH", "u"));

    assertThat(settings.account()).isEmpty();
    assertThat(settings.warning()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --learning-listen       | 5000          | must be HOST:PORT
          --learning-channel      | my channel    | must be the name of a channel
          --learning-organization | A,,B          | must be ids of organizations
          --learning-rules        | old           | must be corrected or original
          --learning-compute-url  | compute:8081  | must be an address
          --learning-compute-url  | http://h/?x=y | must be an address
          --learning-storage      | file:///x     | must be an address
          --learning-lease        | 0             | must be a duration of at least 100ms
          --learning-tries        | 0             | must be
          --learning-cors         | yes           | must be true or false
          --learning-user         | a:b           | must be a name without a colon
          """)
  void aWrongValueIsNamed(String flag, String value, String reason) {
    assertThatThrownBy(() -> read(Map.of("--learning", "true", flag, value), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(flag + " " + reason)
        .hasMessageEndingWith("not \"" + value + "\"");
  }

  @Test
  void aWrongVariableOfTheOriginalIsNamed() {
    assertThatThrownBy(() -> read(ON, Map.of("COMPUTE_URL", "no address")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("COMPUTE_URL must be");
  }

  @Test
  void aPortOfItsOwnNeedsLearning() {
    assertThatThrownBy(() -> read(Map.of("--learning-listen", "127.0.0.1:5000"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--learning-listen needs --learning");
  }
}
