package orchestrator.scenario.report.page;

import java.util.Locale;
import java.util.Optional;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Measure;
import orchestrator.scenario.report.Percentiles;

/** Writes numbers with as many digits as tell something. */
final class Numbers {
  private Numbers() {}

  static String of(double value) {
    String form = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
    return value == 0 ? "0" : String.format(Locale.ROOT, form, value);
  }

  static String percentiles(Figures figures, Measure measure) {
    Optional<Percentiles> time = figures.time(measure);
    return time.map(ms -> of(ms.p50()) + " / " + of(ms.p99()) + " / " + of(ms.max())).orElse("");
  }
}
