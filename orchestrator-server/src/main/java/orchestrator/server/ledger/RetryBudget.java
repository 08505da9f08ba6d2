package orchestrator.server.ledger;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Bounds how long a call that loses conflicts is run again: from its first loss on, as long as the
 * settings say. For one thread.
 */
final class RetryBudget {
  private static final long FIRST_PAUSE = Duration.ofMillis(10).toNanos();
  private static final int DOUBLINGS = 4;

  private final long nanos;
  private long start;
  private int losses;

  RetryBudget(Duration budget) {
    this.nanos = budget.toNanos();
  }

  /**
   * Notes a loss, and waits a random while, so that those that lost against one another do not meet
   * again; false at once when there is no time left for another run.
   */
  boolean pause() {
    if (losses == 0) {
      start = System.nanoTime();
    }
    long longest = FIRST_PAUSE << Math.min(losses, DOUBLINGS);
    losses++;
    long pause = ThreadLocalRandom.current().nextLong(longest);
    if (System.nanoTime() - start + pause >= nanos) {
      return false;
    }
    sleep(Duration.ofNanos(pause));
    return true;
  }

  /** Waits; an interrupt means that the server stops. */
  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the server is stopping");
    }
  }
}
