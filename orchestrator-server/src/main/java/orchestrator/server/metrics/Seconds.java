package orchestrator.server.metrics;

/** Metrics tell times in seconds. */
final class Seconds {
  private static final double NANOS = 1e9;

  private Seconds() {}

  static double of(long nanos) {
    return nanos / NANOS;
  }
}
