package orchestrator.flow;

import java.time.Duration;

/**
 * Says how often a visit is tried, and how long to wait in between: twice as long each time.
 *
 * @param tries how often at most, the first one included; at least 1, at most 1 000
 * @param first the first wait; at least a millisecond
 * @param longest the longest wait; at most 30 days
 */
public record Retry(int tries, Duration first, Duration longest) {
  private static final int MOST = 1_000;
  private static final Duration LONGEST = Duration.ofDays(30);

  public Retry {
    if (tries < 1 || tries > MOST) {
      throw new IllegalArgumentException("tries must be between 1 and 1000, not " + tries);
    }
    if (first.compareTo(Duration.ofMillis(1)) < 0
        || longest.compareTo(first) < 0
        || longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "waits must be at least a millisecond and at most 30 days, and the longest not shorter"
              + " than the first");
    }
  }

  /** So many tries, 100 ms apart at first and 10 s at most. */
  public static Retry times(int tries) {
    return new Retry(tries, Duration.ofMillis(100), Duration.ofSeconds(10));
  }

  /** How long to wait after so many tries have failed, at least one. */
  public Duration delay(int failed) {
    int doublings = Math.min(failed - 1, 32);
    Duration delay = first.multipliedBy(1L << doublings);
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
