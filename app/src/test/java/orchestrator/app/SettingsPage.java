package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import orchestrator.server.config.Setting;
import org.junit.jupiter.api.Test;

/** Holds the table of a page against the settings that a class declares. */
abstract class SettingsPage {
  private final String name;
  private final Class<?> options;
  private final List<Setting<?>> all;

  /**
   * Of a page.
   *
   * @param name its file in docs
   * @param options the class whose constants are the settings
   * @param all the settings that it lists
   */
  SettingsPage(String name, Class<?> options, List<Setting<?>> all) {
    this.name = name;
    this.options = options;
    this.all = all;
  }

  final DocsPage page() throws IOException {
    return DocsPage.of(name);
  }

  @Test
  void thePageTellsEverySettingAndNoOther() throws IOException {
    assertThat(
            page().text().lines().filter(line -> line.matches("\\| `--[^|]*\\| `ORCHESTRATOR_.*")))
        .containsExactlyElementsOf(all.stream().map(SettingsPage::row).toList());
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
    for (Field field : options.getDeclaredFields()) {
      if (field.getType() == Setting.class) {
        field.setAccessible(true);
        constants.add((Setting<?>) field.get(null));
      }
    }

    assertThat(all).hasSameElementsAs(constants);
  }
}
