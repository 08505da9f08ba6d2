package orchestrator.graph.screen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orchestrator.graph.format.Formats;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.StateColours;
import orchestrator.graph.run.NodeReport;

/** Writes a run as a page of its own: the drawn graph, a chart of times, the critical path. */
public final class HtmlReport {
  private static final int WIDTH = 900;
  private static final int ROW = 22;
  private static final int LABELS = 220;

  /** Above this a drawing helps nobody. */
  private static final int MOST_DRAWN = 2_000;

  private final String name;
  private final GraphView graph;
  private final List<NodeReport> nodes;
  private final Set<Integer> critical;
  private final List<Integer> path;

  private HtmlReport(String name, GraphView graph, List<NodeReport> nodes) {
    this.name = name;
    this.graph = graph;
    this.nodes = nodes;
    path = CriticalPath.of(graph.gorch().graph(), nodes);
    critical = new HashSet<>(path);
  }

  /** Writes the report of a graph as a page. */
  public static String of(String name, GraphView graph, List<NodeReport> nodes) throws IOException {
    return new HtmlReport(name, graph, nodes).page();
  }

  private String page() throws IOException {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>%s</title>
        <style>
        body { font: 14px sans-serif; margin: 2em; }
        table { border-collapse: collapse; }
        td, th { border-bottom: 1px solid #ddd; padding: 2px 10px; text-align: left; }
        .critical { font-weight: bold; }
        svg { max-width: 100%%; }
        </style>
        </head>
        <body>
        <h1>%s: %s</h1>
        <h2>Graph</h2>
        %s
        <h2>Times</h2>
        %s
        <h2>Critical path</h2>
        <p>%s</p>
        <h2>Nodes</h2>
        %s
        </body>
        </html>
        """
        .formatted(
            escape(name), escape(name), graph.state().word(), drawing(), chart(), way(), table());
  }

  private String drawing() throws IOException {
    if (nodes.size() > MOST_DRAWN) {
      return "<p>It has " + nodes.size() + " nodes, too many to draw.</p>";
    }
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    Formats.named("svg").orElseThrow().write(graph, svg);
    String text = svg.toString(StandardCharsets.UTF_8);
    return text.substring(text.indexOf("<svg"));
  }

  private String way() {
    return path.stream()
        .flatMap(id -> nodes.stream().filter(node -> node.node().id() == id))
        .map(node -> escape(node.node().title()))
        .collect(Collectors.joining(" → "));
  }

  private String chart() {
    List<NodeReport> ran =
        nodes.stream()
            .filter(node -> node.started().isPresent() && node.stopped().isPresent())
            .limit(MOST_DRAWN)
            .toList();
    Optional<Instant> first =
        ran.stream().map(node -> node.started().orElseThrow()).min(Instant::compareTo);
    Optional<Instant> last =
        ran.stream().map(node -> node.stopped().orElseThrow()).max(Instant::compareTo);
    if (first.isEmpty() || last.isEmpty()) {
      return "<p>No node has needed an executor.</p>";
    }
    double span = Math.max(1, Duration.between(first.get(), last.get()).toMillis());
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-size=\"12\">",
            WIDTH + LABELS,
            ran.size() * ROW + ROW));
    for (int row = 0; row < ran.size(); row++) {
      svg.append(bar(ran.get(row), row, first.get(), span));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\">0 to %.1f s</text></svg>",
            LABELS,
            ran.size() * ROW + 15,
            span / 1000));
    return svg.toString();
  }

  private String bar(NodeReport node, int row, Instant first, double span) {
    double from = Duration.between(first, node.started().orElseThrow()).toMillis() / span;
    double length =
        Duration.between(node.started().orElseThrow(), node.stopped().orElseThrow()).toMillis()
            / span;
    String label = escape(node.node().title());
    return String.format(
        Locale.ROOT,
        "<text x=\"0\" y=\"%d\"%s>%s</text>"
            + "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\">"
            + "<title>%s: %s</title></rect>",
        row * ROW + 15,
        critical.contains(node.node().id()) ? " font-weight=\"bold\"" : "",
        label.length() > 40 ? label.substring(0, 40) : label,
        LABELS + from * WIDTH,
        row * ROW + 3,
        Math.max(1, length * WIDTH),
        ROW - 6,
        StateColours.of(node.state()),
        label,
        time(node));
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            "<table><tr><th>Node</th><th>State</th><th>Time</th><th>Tries</th><th>Outputs</th>"
                + "<th>Log</th></tr>");
    for (NodeReport node : nodes) {
      table.append(critical.contains(node.node().id()) ? "<tr class=\"critical\">" : "<tr>");
      cell(table, node.node().title());
      String state = node.state().word();
      cell(table, node.reason().isEmpty() ? state : state + ": " + node.reason());
      cell(table, time(node));
      cell(table, node.tries() == 0 ? "" : Integer.toString(node.tries()));
      cell(
          table,
          node.outputs().entrySet().stream()
              .map(output -> output.getKey() + "=" + output.getValue())
              .collect(Collectors.joining(" ")));
      cell(table, node.log().map(Object::toString).orElse(""));
      table.append("</tr>\n");
    }
    return table.append("</table>").toString();
  }

  private static void cell(StringBuilder table, String text) {
    table.append("<td>").append(escape(text)).append("</td>");
  }

  private static String time(NodeReport node) {
    return node.started().isEmpty() || node.stopped().isEmpty()
        ? ""
        : RunPicture.seconds(Duration.between(node.started().get(), node.stopped().get()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
