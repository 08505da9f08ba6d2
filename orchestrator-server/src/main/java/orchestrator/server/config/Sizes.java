package orchestrator.server.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers and numbers of bytes as people write them. */
public final class Sizes {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}) ?(B|KiB|MiB|GiB)?");

  private Sizes() {}

  /**
   * Reads bytes: {@code 33554432} or {@code 32MiB}.
   *
   * @param most the greatest that is accepted
   */
  public static long bytes(String text, long most) {
    Matcher matcher = SIZE.matcher(text);
    if (matcher.matches()) {
      String unit = matcher.group(2) == null ? "B" : matcher.group(2);
      int shift =
          switch (unit) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
          };
      long number = Long.parseLong(matcher.group(1));
      if (number > 0 && number <= most >> shift) {
        return number << shift;
      }
    }
    throw new IllegalArgumentException(
        "must be a number of bytes such as 1048576 or 32MiB, from 1 to " + inWords(most));
  }

  private static String inWords(long bytes) {
    long gibibytes = bytes >> 30;
    return gibibytes > 0 && bytes == gibibytes << 30
        ? gibibytes + "GiB"
        : String.format(Locale.ROOT, "%d", bytes);
  }

  /** Reads a whole number from 1 to {@code most}. */
  public static int count(String text, int most) {
    if (text.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(text);
      if (number > 0 && number <= most) {
        return (int) number;
      }
    }
    throw new IllegalArgumentException("must be a whole number from 1 to " + most);
  }
}
