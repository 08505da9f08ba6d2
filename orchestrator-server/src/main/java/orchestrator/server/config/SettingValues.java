package orchestrator.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads values of settings; an {@link IllegalArgumentException} says what is expected. */
public final class SettingValues {
  private SettingValues() {}

  /** The path of a file or folder. */
  public static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "must be a path in the characters of this process's locale ("
              + System.getProperty("sun.jnu.encoding")
              + "); a locale such as LC_ALL=C.UTF-8 has all");
    }
  }

  /** A text that follows a rule, which the exception tells: {@code must be ...}. */
  public static String matching(Pattern pattern, String text, String rule) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(rule);
    }
    return text;
  }
}
