package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommonSettingsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

  @Test
  void allSettingsAreListed() throws IllegalAccessException {
    List<Object> constants = new ArrayList<>();
    for (Field field : CommonSettings.class.getDeclaredFields()) {
      if (field.getType() == Setting.class) {
        constants.add(field.get(null));
      }
    }

    List<Object> common = new ArrayList<>(CommonSettings.ALL);
    EngineOptions.INSTALLED.forEach(engine -> common.removeAll(engine.settings()));
    common.removeAll(HttpReader.ALL);
    assertThat(common).isEqualTo(constants);
  }

  @Test
  void everyDefaultCanBeRead() {
    for (Setting<?> setting : CommonSettings.ALL) {
      setting.fallback().map(setting.parser()).ifPresent(value -> assertThat(value).isNotNull());
    }
  }

  @Test
  void theDocumentTellsEverySettingAndNoOther() throws IOException {
    assertThat(rows("docs/configuration.md"))
        .containsExactlyElementsOf(
            CommonSettings.ALL.stream().map(CommonSettingsTest::row).toList());
  }

  private static List<String> rows(String document) throws IOException {
    return Files.readAllLines(ROOT.resolve(document)).stream()
        .filter(line -> line.startsWith("| `--"))
        .toList();
  }

  private static String row(Setting<?> setting) {
    return String.join(
        " | ",
        "| `" + setting.flag() + "`",
        "`" + setting.variable() + "`",
        setting.fallback().map(text -> "`" + text + "`").orElse("—"),
        setting.meaning() + " |");
  }
}
