package orchestrator.scenario.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Places values on a line, and says which of them to write there.
 *
 * @param low the value at the beginning
 * @param high the value at the end, greater than {@code low}
 * @param isLogarithmic whether each power of ten has the same length; then both are above 0
 */
record Axis(double low, double high, boolean isLogarithmic) {
  private static final double[] ROUND = {1, 2, 5, 10};
  private static final int MOST_TICKS = 12;

  /** From 0 to a round number above this. */
  static Axis upTo(double most) {
    double high = most > 0 ? most : 1;
    double step = step(high);
    return new Axis(0, Math.ceil(high / step - 1e-9) * step, false);
  }

  /** Whole powers of ten around these. */
  static Axis powers(double least, double most) {
    double low = Math.floor(Math.log10(least));
    double high = Math.ceil(Math.log10(most));
    return new Axis(Math.pow(10, low), Math.pow(10, Math.max(high, low + 1)), true);
  }

  private static double step(double span) {
    double raw = span / 6;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double round : ROUND) {
      if (round * power >= raw * (1 - 1e-9)) {
        return round * power;
      }
    }
    return 10 * power;
  }

  /** Where a value is: 0 at the beginning, 1 at the end; never outside. */
  double place(double value) {
    double place =
        isLogarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, place));
  }

  /** The values to write, few and round. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (isLogarithmic) {
      for (double tick = low; tick <= high * 1.01 && ticks.size() < MOST_TICKS; tick *= 10) {
        ticks.add(tick);
      }
      return ticks;
    }
    double step = step(high - low);
    for (int i = 0; low + i * step <= high + step * 0.01 && ticks.size() < MOST_TICKS; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }
}
