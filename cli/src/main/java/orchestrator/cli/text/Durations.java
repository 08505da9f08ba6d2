package orchestrator.cli.text;

import java.time.Duration;

/** Says how long something takes, in two units at most. */
public final class Durations {
  private Durations() {}

  /** Such as {@code 12 s}, {@code 3 min 4 s} or {@code 2 h 5 min}; what is negative counts as 0. */
  public static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
  }
}
