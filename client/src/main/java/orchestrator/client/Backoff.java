package orchestrator.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives waiting times that double from {@code first} to {@code longest}, each cut at random by up
 * to a half so that clients that failed together do not come back together.
 *
 * <pre>{@code
 * Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));
 * Thread.sleep(backoff.delay(0).toMillis()); // 25 to 50 ms
 * }</pre>
 *
 * @param first the upper bound of the first wait, positive
 * @param longest the upper bound of every wait, at least {@code first}
 */
public record Backoff(Duration first, Duration longest) {
  /** From 50 ms to 2 s. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

  /** Checks the bounds. */
  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("0 < first <= longest is required");
    }
  }

  /**
   * A wait before the next try.
   *
   * @param failures how many tries failed before the one that failed last; 0 after the first
   */
  public Duration delay(int failures) {
    long bound = first.toNanos();
    for (int doubled = 0; doubled < failures && bound < longest.toNanos(); doubled++) {
      bound *= 2;
    }
    bound = Math.min(bound, longest.toNanos());
    return Duration.ofNanos(bound - ThreadLocalRandom.current().nextLong(bound / 2 + 1));
  }
}
