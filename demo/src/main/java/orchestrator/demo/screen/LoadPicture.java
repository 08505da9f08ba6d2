package orchestrator.demo.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orchestrator.scenario.report.Measure;
import orchestrator.scenario.report.Percentiles;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.Stretch;

/** Draws what runs of a scenario did, a line for each second. */
public final class LoadPicture {
  private static final int WIDTH = 40;

  private LoadPicture() {}

  /** The lines, for runs that came one after the other. */
  public static List<String> lines(List<Report> runs) {
    Glyphs glyphs = Glyphs.ofStandardOutput();
    long most =
        runs.stream()
            .flatMap(run -> run.stretches().stream())
            .mapToLong(second -> second.figures().committed())
            .max()
            .orElse(1);
    List<String> lines = new ArrayList<>();
    lines.add(line("run", "second", "due", "committed", "p50", "p99", "committed a second"));
    for (Report run : runs) {
      for (Stretch second : run.stretches()) {
        lines.add(line(run, second, glyphs, most));
      }
    }
    return lines;
  }

  private static String line(Report run, Stretch second, Glyphs glyphs, long most) {
    long committed = second.figures().committed();
    return line(
        run.header().settings(),
        second.second(),
        second.figures().intended(),
        committed,
        second
            .figures()
            .time(Measure.COMMITTED)
            .map(Percentiles::p50)
            .map(LoadPicture::millis)
            .orElse(""),
        second
            .figures()
            .time(Measure.COMMITTED)
            .map(Percentiles::p99)
            .map(LoadPicture::millis)
            .orElse(""),
        glyphs.bar((double) committed / Math.max(1, most), WIDTH));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.1f ms", value);
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-6s %6s %6s %9s %9s %9s  %s", cells).stripTrailing();
  }
}
