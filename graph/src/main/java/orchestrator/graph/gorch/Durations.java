package orchestrator.graph.gorch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time: a number of seconds, or a text such as {@code 1m30s} or {@code 250ms}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(366);

  private Durations() {}

  static Optional<Duration> read(JsonParser parser, String place) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    Optional<Duration> read = Optional.empty();
    if (token == JsonToken.VALUE_STRING) {
      read = parse(parser.getText());
    } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      read = seconds(parser.getDecimalValue());
    }
    if (read.isEmpty()) {
      throw WrongTypeException.at(
          parser,
          place,
          "this is a time of at most a year: seconds, or a text such as \"1m30s\" or \"250ms\"");
    }
    return read;
  }

  private static Optional<Duration> seconds(BigDecimal number) {
    // Compared before it is scaled, since the number may have a huge exponent.
    if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(number.movePointRight(3).longValue()));
  }

  /** The length that a text tells; empty when it tells none, or one of more than a year. */
  public static Optional<Duration> parse(String text) {
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end && end < 100) {
      BigDecimal millis =
          new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(milliseconds(part.group(2))));
      if (millis.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) > 0) {
        return Optional.empty();
      }
      sum = sum.plusMillis(millis.longValue());
      end = part.end();
    }
    boolean whole = end > 0 && end == text.length() && sum.compareTo(LONGEST) <= 0;
    return whole ? Optional.of(sum) : Optional.empty();
  }

  private static long milliseconds(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 86_400_000;
    };
  }

  /** The shortest text that {@link #parse} reads as this length. */
  public static String format(Duration length) {
    return length.toMillis() % 1000 == 0 ? length.toSeconds() + "s" : length.toMillis() + "ms";
  }
}
