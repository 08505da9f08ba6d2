package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orchestrator.server.config.Setting;
import org.junit.jupiter.api.Test;

/** Holds docs/learning.md against the settings of learning. */
class LearningPageTest {
  @Test
  void thePageTellsEverySettingAndNoOther() throws IOException {
    assertThat(
            Files.readString(Path.of("../docs/learning.md"))
                .lines()
                .filter(line -> line.matches("\\| `--[^|]*\\| `ORCHESTRATOR_.*")))
        .containsExactlyElementsOf(
            LearningOptions.ALL.stream().map(LearningPageTest::row).toList());
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
    List<Setting<?>> constants = new ArrayList<>();
    for (Field field : LearningOptions.class.getDeclaredFields()) {
      if (field.getType() == Setting.class) {
        field.setAccessible(true);
        constants.add((Setting<?>) field.get(null));
      }
    }

    assertThat(LearningOptions.ALL).hasSameElementsAs(constants);
  }
}
