package orchestrator.learning.http;

/**
 * Bounds what callers can take up.
 *
 * @param bytes of large bodies and pages that are under way, all together
 * @param calls that may be under way or wait
 * @param threads in which calls wait for the orchestrator
 */
record Limits(long bytes, int calls, int threads) {
  static Limits usual() {
    return new Limits(Runtime.getRuntime().maxMemory() / 8, 1_000, 16);
  }
}
