package orchestrator.executor.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations: seconds, or numbers with units as {@code 1h30m} or {@code 250ms}. */
public final class Durations {
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ms|us|ns|[hms])");
  private static final Pattern ALL = Pattern.compile("(?:" + PART.pattern() + ")+");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,9})?");

  /** What a long of nanoseconds holds: 292 years. */
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE, 9);

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Duration parse(String text) {
    BigDecimal seconds = BigDecimal.ZERO;
    if (SECONDS.matcher(text).matches()) {
      seconds = new BigDecimal(text);
    } else if (text.length() <= 100 && ALL.matcher(text).matches()) {
      Matcher parts = PART.matcher(text);
      while (parts.find()) {
        seconds = seconds.add(new BigDecimal(parts.group(1)).multiply(unit(parts.group(2))));
      }
    } else {
      throw new IllegalArgumentException(text + " is no duration, such as 90, 1m30s or 250ms");
    }
    if (seconds.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(text + " is longer than 292 years");
    }
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  private static BigDecimal unit(String name) {
    return switch (name) {
      case "h" -> BigDecimal.valueOf(3600);
      case "m" -> BigDecimal.valueOf(60);
      case "s" -> BigDecimal.ONE;
      case "ms" -> BigDecimal.valueOf(1, 3);
      case "us" -> BigDecimal.valueOf(1, 6);
      default -> BigDecimal.valueOf(1, 9);
    };
  }

  /** Writes a duration as seconds. */
  public static BigDecimal seconds(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }
}
