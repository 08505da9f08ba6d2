package orchestrator.graph.run;

import java.time.Duration;
import java.util.Optional;
import orchestrator.executor.WorkResult;
import orchestrator.graph.model.Node;

/** Says whether a node is tried again, and when. */
final class RetryRule {
  /** How many tries of a node may get lost before it has failed. */
  private static final int MOST_LOST = 10;

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FIRST_AFTER_LOSS = Duration.ofMillis(100);

  private RetryRule() {}

  /**
   * After how long a node is tried again; empty when that was its last try.
   *
   * @param attempt counts a try that got lost
   * @param status how its last try ended
   */
  static Optional<Duration> again(Node node, Attempt attempt, WorkResult.Status status) {
    if (attempt.canceled().isPresent()
        || attempt.isFinal()
        || status == WorkResult.Status.SUCCEEDED
        || status == WorkResult.Status.CANCELED) {
      return Optional.empty();
    }
    if (status == WorkResult.Status.LOST) {
      int lost = attempt.lose();
      return lost <= MOST_LOST
          ? Optional.of(doubled(FIRST_AFTER_LOSS, lost - 1))
          : Optional.empty();
    }
    return attempt.tries() <= node.options().retries()
        ? Optional.of(doubled(node.options().backoff(), attempt.tries() - 1))
        : Optional.empty();
  }

  /** Doubles up to a minute; what begins with more stays as it is. */
  private static Duration doubled(Duration first, int times) {
    long millis = first.toMillis();
    for (int time = 0; time < times && millis < LONGEST.toMillis(); time++) {
      millis *= 2;
    }
    return Duration.ofMillis(Math.min(millis, Math.max(first.toMillis(), LONGEST.toMillis())));
  }
}
