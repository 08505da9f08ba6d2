package orchestrator.server.metrics;

/** Turns times into seconds, in which metrics tell them. */
public final class Seconds {
  private static final double NANOS = 1e9;

  private Seconds() {}

  /** The same time in seconds. */
  public static double of(long nanos) {
    return nanos / NANOS;
  }
}
