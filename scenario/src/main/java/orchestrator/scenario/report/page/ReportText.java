package orchestrator.scenario.report.page;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Style;
import orchestrator.cli.text.Table;
import orchestrator.cli.text.Terminal;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Measure;
import orchestrator.scenario.report.NodeFigures;
import orchestrator.scenario.report.Totals;

/** Writes on a terminal what a run came to, by node and in all. */
public final class ReportText {
  private static final int MOST_NODES = 20;
  private static final int MOST_REASONS = 5;

  private ReportText() {}

  /** Writes tables of the nodes, the whole, and the most frequent reasons of failures. */
  public static void print(Totals totals, PrintWriter out, Terminal terminal) {
    Table table =
        new Table(
            out,
            terminal,
            List.of(
                "NAME",
                "NODE",
                "DUE",
                "SENT",
                "SUCCEEDED",
                "COMMITTED",
                "FAILED",
                "P50 MS",
                "P99 MS",
                "MAX MS"));
    totals.nodes().stream().limit(MOST_NODES).forEach(node -> table.add(row(node)));
    table.add(row("all", nodes(totals.nodes().size()), totals.all()));
    table.flush();
    int more = totals.nodes().size() - MOST_NODES;
    if (more > 0) {
      out.println(
          more == 1
              ? "and another node, which is in the report"
              : "and " + more + " more nodes, which are in the report");
    }
    out.println(
        "%s transactions a second succeeded in %s s; %d are under way"
            .formatted(
                Numbers.of(totals.rate()), Numbers.of(totals.seconds()), totals.all().underWay()));
    totals.all().reasons().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_REASONS)
        .forEach(
            reason ->
                out.println(
                    Style.RED.of("failed", terminal)
                        + " "
                        + (reason.getValue() == 1 ? "once" : reason.getValue() + " times")
                        + ": "
                        + Escapes.oneLine(reason.getKey())));
    totals.fault().ifPresent(fault -> out.println(Escapes.oneLine(fault)));
    out.flush();
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }

  private static List<String> row(NodeFigures node) {
    return row(node.name(), node.node(), node.figures());
  }

  private static List<String> row(String name, String node, Figures figures) {
    List<String> row = new ArrayList<>(List.of(name, node));
    for (long count :
        new long[] {
          figures.intended(),
          figures.sent(),
          figures.succeeded(),
          figures.committed(),
          figures.failed()
        }) {
      row.add(Long.toString(count));
    }
    figures
        .time(Measure.ENDED)
        .ifPresentOrElse(
            time ->
                row.addAll(
                    List.of(
                        Numbers.of(time.p50()), Numbers.of(time.p99()), Numbers.of(time.max()))),
            () -> row.addAll(List.of("-", "-", "-")));
    return row;
  }
}
