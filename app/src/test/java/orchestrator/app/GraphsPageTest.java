package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orchestrator.cli.Surroundings;
import orchestrator.cli.text.Terminal;
import orchestrator.server.config.Setting;
import org.junit.jupiter.api.Test;

/** Holds docs/graphs.md against the settings of graphs and the options of {@code run}. */
class GraphsPageTest {
  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/graphs.md"));
  }

  @Test
  void thePageTellsEverySettingAndNoOther() throws IOException {
    assertThat(page().lines().filter(line -> line.matches("\\| `--[^|]*\\| `ORCHESTRATOR_.*")))
        .containsExactlyElementsOf(GraphOptions.ALL.stream().map(GraphsPageTest::row).toList());
  }

  private static String row(Setting<?> setting) {
    return String.join(
        " | ",
        "| `" + setting.flag() + "`",
        "`" + setting.variable() + "`",
        setting.fallback().map(text -> "`" + text + "`").orElse("—"),
        setting.meaning() + " |");
  }

  @Test
  void allSettingsAreListed() throws IllegalAccessException {
    List<Object> constants = new ArrayList<>();
    for (Field field : GraphOptions.class.getDeclaredFields()) {
      if (field.getType() == Setting.class) {
        field.setAccessible(true);
        constants.add(field.get(null));
      }
    }

    assertThat(GraphOptions.ALL)
        .hasSameElementsAs(constants.stream().map(it -> (Setting<?>) it).toList());
  }

  @Test
  void thePageTellsEveryOptionOfRun() throws IOException {
    String page = page();
    Surroundings nowhere =
        new Surroundings(Map.of(), Terminal.none(), InputStream.nullInputStream());

    assertThat(RunCommand.commandLine(nowhere).getCommandSpec().options())
        .filteredOn(option -> !option.usageHelp())
        .allSatisfy(option -> assertThat(page).contains("`" + option.longestName() + "`"));
  }
}
