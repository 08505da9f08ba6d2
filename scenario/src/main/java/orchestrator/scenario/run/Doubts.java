package orchestrator.scenario.run;

import java.time.Duration;

/** Asks a node whether it lives, when its transactions give reason to doubt it. */
final class Doubts {
  /** Without an answer for this time, a node is asked whether it lives. */
  private static final Duration SILENCE = Duration.ofMillis(500);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  /** With a transaction that failed there is less reason to wait than with one that takes long. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private static final Duration AFTER_SILENCE = Duration.ofSeconds(3);

  private final ScenarioRun run;
  private final Node node;
  private volatile long lastSuccess;
  private volatile boolean suspicious;

  /** Begins without doubt of the node. */
  Doubts(ScenarioRun run, Node node) {
    this.run = run;
    this.node = node;
    lastSuccess = run.begin();
  }

  /** Notes that a transaction has failed. */
  void failed() {
    suspicious = true;
    run.ask(node, BETWEEN_QUESTIONS, AFTER_FAILURE);
  }

  /** Notes that a transaction has succeeded. */
  void succeeded(long now) {
    node.succeeded(now);
    suspicious = false;
    lastSuccess = now;
  }

  /** Whether nothing was heard for long since a transaction was sent that is under way. */
  boolean isSilent(long sent, long now) {
    return now - Math.max(sent, lastSuccess) > SILENCE.toNanos();
  }

  /**
   * Asks the node if there is reason to.
   *
   * @param silent whether it is for a transaction that is under way
   */
  void look(boolean silent) {
    if (silent || suspicious || !node.isAlive()) {
      run.ask(node, BETWEEN_QUESTIONS, suspicious ? AFTER_FAILURE : AFTER_SILENCE);
    }
  }
}
