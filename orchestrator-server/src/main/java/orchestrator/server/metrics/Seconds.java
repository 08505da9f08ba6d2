package orchestrator.server.metrics;

/** Metrics tell times in seconds. */
public final class Seconds {
  private static final double NANOS = 1e9;

  private Seconds() {}

  /** The same time in seconds. */
  public static double of(long nanos) {
    return nanos / NANOS;
  }
}
