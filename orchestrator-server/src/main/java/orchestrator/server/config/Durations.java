package orchestrator.server.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations as the original's settings write them: {@code 500ms}, {@code 1.5s}, {@code
 * 1m30s}.
 */
public final class Durations {
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

  private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(1).toNanos());

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

  private Durations() {}

  /** Reads a duration of at most a day. A zero needs no unit. */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a duration such as 500ms, 10s or 1m30s");
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal number = new BigDecimal(part.group(1));
      nanos = nanos.add(number.multiply(BigDecimal.valueOf(unit(part.group(2)))));
    }
    if (nanos.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("must be a duration of at most 24h");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** Reads a duration of 100 milliseconds to a day: the wait for another machine. */
  public static Duration waiting(String text) {
    Duration duration = parse(text);
    if (duration.compareTo(SHORTEST_WAIT) < 0) {
      throw new IllegalArgumentException("must be a duration of at least 100ms");
    }
    return duration;
  }

  /** Reads a duration of 100 milliseconds to a day, or zero: the pause between two looks. */
  public static Duration pause(String text) {
    Duration duration = parse(text);
    if (!duration.isZero() && duration.compareTo(SHORTEST_WAIT) < 0) {
      throw new IllegalArgumentException("must be a duration of at least 100ms, or 0");
    }
    return duration;
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "µs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      default -> 3_600_000_000_000L;
    };
  }
}
