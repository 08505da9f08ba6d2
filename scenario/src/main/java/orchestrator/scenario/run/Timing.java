package orchestrator.scenario.run;

import java.time.Duration;

/**
 * Says how long settings wait, and how nodes are paced.
 *
 * @param gather from a message to when it counts; of those that come meanwhile the last one does
 * @param settle from the stop of the old scenario to the start of the new one
 * @param poll how often nodes are counted while there are too few; zero counts them when one comes
 * @param original whether a node sends its next transaction only after the one before has ended,
 *     pauses from then on, and makes way for newer settings only after a pause
 */
public record Timing(Duration gather, Duration settle, Duration poll, boolean original) {
  /** Starts at once, and keeps to the times of the settings whatever the chain does. */
  public static final Timing PRECISE =
      new Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO, false);

  /** Waits, pauses and drifts as scenario-orchestration-service 1.0 does. */
  public static final Timing ORIGINAL =
      new Timing(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), true);
}
