package orchestrator.scenario.settings;

/** Adds and multiplies numbers that a caller chose, up to the largest there is. */
final class Sums {
  private Sums() {}

  static long add(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  static long multiply(long one, long other) {
    long high = Math.multiplyHigh(one, other);
    long low = one * other;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }
}
