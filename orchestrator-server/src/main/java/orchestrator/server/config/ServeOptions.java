package orchestrator.server.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Makes options of a command of the settings, and reads them back. Values stay text here; {@link
 * SettingsReader} reads them.
 */
public final class ServeOptions {
  private static final int HELP_WIDTH = 100;

  private ServeOptions() {}

  /** Gives a command an option for each setting. */
  public static void addTo(CommandSpec command) {
    addTo(command, CommonSettings.ALL);
  }

  /** Gives a command an option for each of some settings. */
  public static void addTo(CommandSpec command, List<Setting<?>> settings) {
    command.usageMessage().sortOptions(false).abbreviateSynopsis(true).width(HELP_WIDTH);
    for (Setting<?> setting : settings) {
      OptionSpec.Builder option =
          OptionSpec.builder(setting.flag())
              .type(String.class)
              .paramLabel(setting.value())
              .description(description(setting));
      if (setting.isToggle()) {
        option.arity("0..1").fallbackValue("true");
      }
      command.addOption(option.build());
    }
  }

  private static String[] description(Setting<?> setting) {
    String fallback = setting.fallback().map(text -> " (default " + text + ")").orElse("");
    return new String[] {setting.meaning() + fallback, setting.variable()};
  }

  /** What was given with the parsed command and with the variables of the process. */
  public static SettingSource source(ParseResult parsed, Map<String, String> environment) {
    Map<String, String> flags = new HashMap<>();
    for (Setting<?> setting : CommonSettings.ALL) {
      String value = parsed.matchedOptionValue(setting.flag(), (String) null);
      if (value != null) {
        flags.put(setting.flag(), value);
      }
    }
    return new SettingSource(flags, environment);
  }
}
