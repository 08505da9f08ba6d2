package orchestrator.scenario.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Names runs: letters, digits and hyphens, sorted by time as text, the same for no two. */
final class RunIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunIds() {}

  /** The name of a run that begins at a time. */
  static String of(Instant begin, SecureRandom random) {
    byte[] bytes = new byte[3];
    random.nextBytes(bytes);
    return TIME.format(begin) + "-" + HexFormat.of().formatHex(bytes);
  }
}
