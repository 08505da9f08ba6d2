package orchestrator.scenario.settings;

/**
 * Holds a step of a node's list: after a pause, transactions back to back or at a rate.
 *
 * @param delta nanoseconds of pause before the step, at least 0
 * @param size bytes of each payload, at least 0
 * @param quantity how many transactions, at least 0
 * @param rate transactions a second at the step's begin; 0 sends them back to back
 * @param rateEnd transactions a second at the step's end, which the rate reaches in a straight
 *     line; 0 only when {@code rate} is
 */
public record Step(long delta, int size, long quantity, double rate, double rateEnd) {
  private static final double SECOND = 1e9;

  /** Whether its transactions are spread over time. */
  public boolean isPaced() {
    return rate > 0;
  }

  /** Nanoseconds from its begin, which is after the pause, to the begin of what follows it. */
  public long duration() {
    return isPaced() ? (long) (seconds() * SECOND) : 0;
  }

  /**
   * Nanoseconds from its begin to the time at which a transaction is due.
   *
   * @param number which of the step's transactions, from 0 on
   */
  public long offset(long number) {
    if (!isPaced() || number == 0) {
      return 0;
    }
    // number = rate t + slope t² / 2, solved in the form that keeps its digits for small slopes.
    double slope = (rateEnd - rate) / seconds();
    double root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * number));
    return (long) (2 * number / (rate + root) * SECOND);
  }

  private double seconds() {
    return 2.0 * quantity / (rate + rateEnd);
  }
}
