package orchestrator.scenario.report;

import orchestrator.scenario.proxy.Phase;

/**
 * Takes note of what a run of a scenario does. Safe for many threads, and quick: it is called
 * several times for each of thousands of transactions a second. Times are nanoseconds since the run
 * began; an entry and a step are places in the settings, from 0 on.
 */
public interface RunRecorder {
  /**
   * Transactions were due, which may be told some time after {@code at}.
   *
   * @param count how many at that time
   */
  void intended(int entry, int step, long at, long count);

  /** A transaction has been handed to the node's proxy. */
  void sent(int entry, int step, long at);

  /**
   * A transaction has come to a phase.
   *
   * @param latency nanoseconds since the time at which it was due
   */
  void reached(int entry, int step, Phase phase, long at, long latency);

  /**
   * A transaction has ended well.
   *
   * @param latency nanoseconds since the time at which it was due
   * @param service nanoseconds since it was sent
   */
  void succeeded(int entry, int step, long at, long latency, long service);

  /**
   * Transactions have failed, sent or not.
   *
   * @param reason why, in one sentence; may come from a node and be of any length
   * @param count how many
   */
  void failed(int entry, int step, long at, String reason, long count);

  /**
   * Something happened that a reader of the report should know: a node died, say.
   *
   * @param text one sentence
   */
  void remark(long at, String text);

  /**
   * The run is over, and nothing is called after this.
   *
   * @param how whether it was {@code completed}, or {@code stopped} before that
   */
  void ended(long at, String how);
}
