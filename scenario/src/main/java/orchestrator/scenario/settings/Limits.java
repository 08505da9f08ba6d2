package orchestrator.scenario.settings;

/**
 * Bounds what settings may ask for.
 *
 * @param payload bytes of a payload
 * @param nodes nodes that may be registered, and entries of settings
 * @param rate transactions a second that all entries together may name
 * @param steps steps of all entries together
 */
public record Limits(int payload, int nodes, double rate, int steps) {
  /** 1 MiB, 10 000 nodes, 100 000 transactions a second, 100 000 steps. */
  public static final Limits DEFAULT = new Limits(1 << 20, 10_000, 100_000, 100_000);
}
