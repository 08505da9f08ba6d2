package orchestrator.scenario.report.page;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Measure;
import orchestrator.scenario.report.Percentiles;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.Stretch;

/** Chooses what is drawn of reports. */
final class Plots {
  static final String DASHED = "7 3";
  static final String DOTTED = "2 3";
  static final String TIME = "milliseconds, logarithmic";
  private static final String RATE = "transactions a second";

  private static final double LEAST_WIDTH = 0.2;

  private Plots() {}

  /** How many were due, sent, and ended, each second. */
  static Plot rates(Report report) {
    Figures all = report.totals().all();
    Plot plot = new Plot("Transactions by second", RATE, false);
    plot.line("due", 0, DASHED, report, rate(report, Figures::intended));
    plot.line("sent", 0, "", report, rate(report, Figures::sent));
    plot.line("succeeded", 2, "", report, rate(report, Figures::succeeded));
    if (all.committed() > 0) {
      plot.line("committed", 3, DOTTED, report, rate(report, Figures::committed));
    }
    if (all.failed() > 0) {
      plot.line("failed", 7, "", report, rate(report, Figures::failed));
    }
    return marked(plot, report);
  }

  /** How many are under way at the end of each second. */
  static Plot underWay(Report report) {
    Plot plot = new Plot("Transactions under way by second", "transactions", false);
    plot.line("due and not ended", 5, "", report, Stretch::underWay);
    return marked(plot, report);
  }

  /** How long those took that ended well. */
  static Plot times(Report report) {
    Plot plot = new Plot("Time by second", TIME, true);
    plot.line("p50", 0, "", report, time(Measure.ENDED, Percentiles::p50));
    plot.line("p99", 1, "", report, time(Measure.ENDED, Percentiles::p99));
    plot.line("max", 7, DOTTED, report, time(Measure.ENDED, Percentiles::max));
    plot.line("p99 since it was sent", 4, DASHED, report, time(Measure.SERVICE, Percentiles::p99));
    return marked(plot, report);
  }

  /** When each phase was reached. */
  static Plot phases(Report report) {
    Plot plot = new Plot("Median time to each phase by second", TIME, true);
    int look = 0;
    for (Measure phase :
        List.of(Measure.ENDORSED, Measure.ORDERED, Measure.ANSWERED, Measure.COMMITTED)) {
      plot.line(phase.word(), look++, "", report, time(phase, Percentiles::p50));
    }
    return marked(plot, report);
  }

  private static Plot marked(Plot plot, Report report) {
    report.remarks().forEach(remark -> plot.mark(remark.at(), remark.text()));
    if (report.how().equals("cut")) {
      plot.mark(report.totals().seconds(), "The report is cut here.");
    }
    return plot;
  }

  /** A count by second. Of a last second that is hardly begun it would say nothing. */
  static ToDoubleFunction<Stretch> rate(Report report, ToLongFunction<Figures> count) {
    double end = report.totals().seconds();
    return stretch -> {
      boolean isAlone = report.stretches().size() == 1;
      double width =
          isAlone ? 1 : Math.min((double) stretch.width(), end - (double) stretch.second());
      return width < LEAST_WIDTH
          ? Double.NaN
          : (double) count.applyAsLong(stretch.figures()) / width;
    };
  }

  static ToDoubleFunction<Stretch> time(Measure measure, ToDoubleFunction<Percentiles> which) {
    return stretch ->
        stretch
            .figures()
            .time(measure)
            .map(percentiles -> which.applyAsDouble(percentiles))
            .orElse(Double.NaN);
  }
}
