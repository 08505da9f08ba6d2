package orchestrator.scenario.command;

import java.util.Locale;
import orchestrator.scenario.report.Totals;

/** Writes how far a run has come in a line. */
final class ProgressLine {
  private ProgressLine() {}

  static String line(Totals totals) {
    return String.format(
        Locale.ROOT,
        "%.1f s: %d intended, %d sent, %d done, %d failed, %d under way",
        totals.seconds(),
        totals.all().intended(),
        totals.all().sent(),
        totals.all().succeeded(),
        totals.all().failed(),
        totals.all().underWay());
  }
}
