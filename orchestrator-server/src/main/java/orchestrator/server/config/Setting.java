package orchestrator.server.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Declares one thing that a user can set, by a flag or by a variable of the same name.
 *
 * @param name such as {@code http-listen}
 * @param value what stands for the value in a help text, such as {@code HOST:PORT}
 * @param fallback the value when none is given, as a user would write it; empty when there is none
 * @param meaning what it does, as a clause without a full stop
 * @param parser makes the value of what was given; an {@link IllegalArgumentException} of it says
 *     what is expected and starts with {@code must}
 */
public record Setting<T>(
    String name,
    String value,
    Optional<String> fallback,
    String meaning,
    Function<String, T> parser) {

  /** The label of settings that are on or off. */
  private static final String SWITCH = "true|false";

  /** A setting with a default. */
  public static <T> Setting<T> of(
      String name, String value, String fallback, String meaning, Function<String, T> parser) {
    return new Setting<>(name, value, Optional.of(fallback), meaning, parser);
  }

  /** A setting without a default. */
  public static <T> Setting<T> optional(
      String name, String value, String meaning, Function<String, T> parser) {
    return new Setting<>(name, value, Optional.empty(), meaning, parser);
  }

  /** A setting that is on or off. */
  public static Setting<Boolean> toggle(String name, boolean fallback, String meaning) {
    return of(name, SWITCH, Boolean.toString(fallback), meaning, Setting::parseBoolean);
  }

  private static boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  /** Whether the flag alone means {@code true}. */
  boolean isToggle() {
    return value.equals(SWITCH);
  }

  /** The flag of the command line, such as {@code --http-listen}. */
  public String flag() {
    return "--" + name;
  }

  /** The variable of the environment, such as {@code ORCHESTRATOR_HTTP_LISTEN}. */
  public String variable() {
    return SettingSource.VARIABLES + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
