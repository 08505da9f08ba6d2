package orchestrator.scenario.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Measure;
import orchestrator.scenario.report.NodeFigures;
import orchestrator.scenario.report.Remark;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.RunHeader;
import orchestrator.scenario.report.StepFigures;

/** Writes a report as a page of its own: plots by second, tables of nodes and steps. */
public final class ReportPage {
  private static final int MOST_ROWS = 200;
  private static final String TIMES = "p50 / p99 / max, ms";

  private final Report report;

  private ReportPage(Report report) {
    this.report = report;
  }

  /**
   * The page. It has no script, and needs nothing from elsewhere. That of a run that goes on has
   * itself loaded again.
   */
  public static String of(Report report) {
    return new ReportPage(report).page();
  }

  private String page() {
    RunHeader header = report.header();
    String name = header.settings().isEmpty() ? header.run() : header.settings();
    StringBuilder body = new StringBuilder("<h1>Scenario " + Html.escape(name) + "</h1>\n");
    body.append(Html.paragraph(report.ending()));
    report
        .totals()
        .fault()
        .ifPresent(fault -> body.append("<p class=\"fault\">" + Html.escape(fault) + "</p>\n"));
    body.append(Html.section("Run", Html.table(List.of("", ""), 2, run())));
    body.append(Html.section("Transactions", counts() + Plots.rates(report).html() + width()));
    body.append(Html.section("Time since a transaction was due", Plots.times(report).html()));
    body.append(Html.table(List.of("Until it was", TIMES), 1, times()));
    if (hasPhases()) {
      body.append(Html.section("Median time to each phase", Plots.phases(report).html()));
    }
    body.append(Html.section("Under way", Plots.underWay(report).html()));
    body.append(Html.section("Failures", failures()));
    body.append(Html.section("Remarks", remarks()));
    body.append(Html.section("Nodes", partly() + nodes()));
    body.append(Html.section("Steps", steps()));
    return Html.page("Scenario " + name, body.toString(), refresh());
  }

  /** A run that goes on is looked at again and again, less often when that is much work. */
  private int refresh() {
    boolean isLarge = report.header().entries().size() > 100;
    return report.how().equals("running") ? isLarge ? 10 : 2 : 0;
  }

  private List<List<String>> run() {
    RunHeader header = report.header();
    return List.of(
        List.of("Run", header.run()),
        List.of("Started", header.started().toString()),
        List.of("Proxy", header.proxy()),
        List.of("Nodes", Integer.toString(header.entries().size())),
        List.of("Rounds", Long.toString(header.rounds())),
        List.of("Seed", Long.toString(header.seed())),
        List.of("Settings", header.digest()));
  }

  private String counts() {
    Figures all = report.totals().all();
    return Html.table(
        List.of(
            "Due", "Sent", "Answered", "Committed", "Succeeded", "Failed", "Under way", "A second"),
        0,
        List.of(
            List.of(
                Long.toString(all.intended()),
                Long.toString(all.sent()),
                Long.toString(all.answered()),
                Long.toString(all.committed()),
                Long.toString(all.succeeded()),
                Long.toString(all.failed()),
                Long.toString(all.underWay()),
                Numbers.of(report.totals().rate()))));
  }

  /** Says so where a point is more than a second. */
  private String width() {
    long width = report.stretches().isEmpty() ? 1 : report.stretches().get(0).width();
    return width == 1
        ? ""
        : Html.paragraph(
            "Each point stands for "
                + width
                + " seconds: rates are their mean, p99 and max those of the worst second.");
  }

  private List<List<String>> times() {
    List<List<String>> rows = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      String times = Numbers.percentiles(report.totals().all(), measure);
      if (!times.isEmpty()) {
        rows.add(
            List.of(
                measure == Measure.SERVICE ? "ended, since it was sent" : measure.word(), times));
      }
    }
    return rows;
  }

  private boolean hasPhases() {
    Figures all = report.totals().all();
    return all.time(Measure.ENDORSED).isPresent() || all.time(Measure.ORDERED).isPresent();
  }

  private String failures() {
    Map<String, Long> reasons = report.totals().all().reasons();
    if (reasons.isEmpty()) {
      return Html.paragraph("No transaction failed.");
    }
    List<List<String>> rows = new ArrayList<>();
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(reason -> rows.add(List.of(reason.getKey(), Long.toString(reason.getValue()))));
    return Html.table(List.of("Why", "Transactions"), 1, rows);
  }

  private String remarks() {
    if (report.remarks().isEmpty()) {
      return Html.paragraph("Nothing was remarked.");
    }
    List<List<String>> rows = new ArrayList<>();
    for (Remark remark : report.remarks().stream().limit(MOST_ROWS).toList()) {
      rows.add(
          List.of(
              Integer.toString(rows.size() + 1), Numbers.of(remark.at()) + " s", remark.text()));
    }
    long more = report.remarks().size() - rows.size() + report.moreRemarks();
    return Html.table(List.of("Mark", "At", "Remark"), 3, rows) + more(more);
  }

  private String partly() {
    return report.isPart()
        ? Html.paragraph("The report has no end. Below, p99 and max are those of the worst second.")
        : "";
  }

  private String nodes() {
    List<List<String>> rows = new ArrayList<>();
    List<NodeFigures> nodes = report.totals().nodes();
    for (NodeFigures node : nodes.stream().limit(MOST_ROWS).toList()) {
      rows.add(row(List.of(node.name(), node.node()), node.figures()));
    }
    return table("Node", rows) + more(nodes.size() - rows.size());
  }

  private String steps() {
    List<List<String>> rows = new ArrayList<>();
    for (StepFigures step : report.steps().stream().limit(MOST_ROWS).toList()) {
      RunHeader.Entry entry = report.header().entries().get(step.entry());
      RunHeader.Step settings = entry.steps().get(step.step());
      rows.add(
          row(List.of(entry.name(), (step.step() + 1) + ": " + text(settings)), step.figures()));
    }
    return table("Step", rows) + more(report.steps().size() - rows.size());
  }

  private static String table(String what, List<List<String>> rows) {
    return Html.table(
        List.of(
            "Name", what, "Due", "Sent", "Committed", "Succeeded", "Failed", "Under way", TIMES),
        2,
        rows);
  }

  private static String text(RunHeader.Step step) {
    String pace = "";
    if (step.rate() > 0) {
      pace = " at " + Numbers.of(step.rate());
      pace += step.rateEnd() == step.rate() ? "/s" : " to " + Numbers.of(step.rateEnd()) + "/s";
    }
    return "after %s s, %d × %d B%s"
        .formatted(Numbers.of(step.delta()), step.quantity(), step.size(), pace);
  }

  private static List<String> row(List<String> words, Figures figures) {
    List<String> row = new ArrayList<>(words);
    for (long count :
        new long[] {
          figures.intended(),
          figures.sent(),
          figures.committed(),
          figures.succeeded(),
          figures.failed(),
          figures.underWay()
        }) {
      row.add(Long.toString(count));
    }
    row.add(Numbers.percentiles(figures, Measure.ENDED));
    return row;
  }

  private static String more(long number) {
    return number > 0 ? Html.paragraph("And " + number + " more.") : "";
  }
}
