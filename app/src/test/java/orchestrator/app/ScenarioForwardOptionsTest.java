package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import orchestrator.scenario.door.ScenarioForward;
import orchestrator.server.StartException;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a door asks for scenarios, and docs/console.md against it. */
class ScenarioForwardOptionsTest extends SettingsPage {
  @TempDir private Path folder;

  ScenarioForwardOptionsTest() {
    super("console.md", ScenarioForwardOptions.class, ScenarioForwardOptions.ALL);
  }

  private static ScenarioForwardSettings read(String... flags) {
    return ScenarioForwardOptions.settings(
        new SettingSource(
            flags.length == 2
                ? Map.of(flags[0], flags[1])
                : Map.of(flags[0], flags[1], flags[2], flags[3]),
            Map.of()));
  }

  @Test
  void withoutSettingsItIsOff() {
    ScenarioForwardSettings settings =
        ScenarioForwardOptions.settings(new SettingSource(Map.of(), Map.of()));

    assertThat(settings).isEqualTo(new ScenarioForwardSettings(Optional.empty(), Optional.empty()));
    assertThat(settings.open()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:21000, http://127.0.0.1:21000",
    "[::1]:21000, http://[::1]:21000",
    "http://scenarios:21000/, http://scenarios:21000",
    "https://scenarios.example.org, https://scenarios.example.org",
  })
  void anAddressIsReadInEitherForm(String text, URI address) {
    assertThat(read("--scenario-service", text).service()).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "21000",
        "host",
        "host:0",
        "ws://host:1",
        "http://me:secret@host:1",
        "http://host:1/v1",
        "http://host:1?x",
        "http://:1",
      })
  void aWrongAddressIsNamed(String text) {
    assertThatThrownBy(() -> read("--scenario-service", text))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--scenario-service must be HOST:PORT, or an address such as")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aTokenNeedsAService() {
    assertThatThrownBy(() -> read("--scenario-token-file", "token"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--scenario-token-file needs --scenario-service");
  }

  @Test
  void aTokenThatCannotBeUsedStopsTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "short");
    ScenarioForwardSettings settings =
        read("--scenario-service", "127.0.0.1:1", "--scenario-token-file", file.toString());

    assertThatThrownBy(settings::open)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("--scenario-token-file: ");
    Files.writeString(file, "long-enough-for-a-token");
    Optional<ScenarioForward> opened = settings.open();
    assertThat(opened).isPresent();
    opened.ifPresent(ScenarioForward::close);
  }
}
