package orchestrator.executor.queue;

/**
 * Bounds what runs and what waits.
 *
 * @param concurrency how many run at a time
 * @param waiting how many wait at most; in a queue of more than 16 one graph has at most half of
 *     the places
 * @param waitingBytes what those that wait take in memory at most, about
 */
public record QueueLimits(int concurrency, int waiting, long waitingBytes) {
  private static final int TOO_FEW_TO_SHARE = 16;

  /** Refuses what cannot be. */
  public QueueLimits {
    if (concurrency < 1) {
      throw new IllegalArgumentException("the number that run at a time must be 1 or more");
    }
    if (waiting < 0 || waitingBytes < 0) {
      throw new IllegalArgumentException("a queue must have 0 places or more");
    }
  }

  /** How many of a graph wait at most. */
  int share() {
    return waiting <= TOO_FEW_TO_SHARE ? waiting : Math.max(TOO_FEW_TO_SHARE, waiting / 2);
  }
}
