package orchestrator.scenario.run;

import java.time.Duration;

/**
 * Bounds what is waited for.
 *
 * @param timeout how long a transaction may be under way before it has failed
 * @param drain how long what is under way may take to end after a stop
 * @param underWay how many transactions of a node may be under way; those after them wait, and
 *     their latency counts from when they were due
 * @param bytes of memory that transactions of all nodes under way may take; those after them wait
 *     too
 */
public record Patience(Duration timeout, Duration drain, int underWay, long bytes) {
  private static final int SHARE_OF_MEMORY = 4;

  /** 30 s, 5 s, 1 000, a quarter of the memory. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(5), 1_000);

  /** With a quarter of the memory that this process may have. */
  public Patience(Duration timeout, Duration drain, int underWay) {
    this(timeout, drain, underWay, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
  }
}
