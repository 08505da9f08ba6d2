package orchestrator.server.ledger;

import java.time.Duration;

/** Computes the pauses between attempts to reach a peer, which grow as long as it is away. */
final class RetryPauses {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = SHORTEST;

  /** How long to wait after an attempt that failed. */
  Duration next() {
    Duration pause = next;
    Duration longer = pause.multipliedBy(2);
    next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    return pause;
  }

  /** An attempt has succeeded. */
  void reset() {
    next = SHORTEST;
  }
}
