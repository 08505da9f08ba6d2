package orchestrator.scenario.run;

import java.time.Duration;

/**
 * Bounds what is waited for.
 *
 * @param timeout how long a transaction may be under way before it has failed
 * @param drain how long what is under way may take to end after a stop
 * @param underWay how many transactions of a node may be under way; those after them wait, and
 *     their latency counts from when they were due
 */
public record Patience(Duration timeout, Duration drain, int underWay) {
  /** 30 s, 5 s, 1 000. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(5), 1_000);
}
