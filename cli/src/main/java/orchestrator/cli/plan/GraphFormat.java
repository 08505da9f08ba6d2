package orchestrator.cli.plan;

import java.util.HashMap;
import java.util.Map;
import orchestrator.cli.text.Escapes;
import orchestrator.client.OrchestratorClient;

/** Names the languages that a plan's graph can be written in, as on the command line. */
public enum GraphFormat {
  /** Graphviz. */
  dot,
  /** Mermaid, which many pages of Markdown draw. */
  mermaid,
  /** A picture, which needs no other program. */
  svg;

  private static final Map<String, String> COLOURS =
      Map.of(
          "done", "#b7e1cd",
          "executing", "#a8d0f0",
          "building", "#a8d0f0",
          "failed", "#f4b6b0",
          "canceled", "#f3dca4");

  static String colour(String status) {
    return COLOURS.getOrDefault(status, "#eeeeee");
  }

  /** Reads a plan's graph and writes it in this language. */
  public String of(OrchestratorClient client, String planKey) {
    return write(Graph.read(client, planKey));
  }

  String write(Graph graph) {
    return switch (this) {
      case dot -> dot(graph);
      case mermaid -> mermaid(graph);
      case svg -> Svg.of(graph);
    };
  }

  private static String dot(Graph graph) {
    StringBuilder text = new StringBuilder();
    text.append("digraph plan {\n  rankdir=LR;\n");
    text.append("  label=").append(quoted(graph.title())).append(";\n");
    text.append("  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"];\n");
    for (Graph.Node node : graph.nodes()) {
      text.append("  ")
          .append(quoted(node.key()))
          .append(" [label=")
          .append('"')
          .append(inDot(node.name()))
          .append("\\n")
          .append(inDot(node.worker()))
          .append("\\n")
          .append(Tasks.brief(node.key()))
          .append('"')
          .append(", fillcolor=\"")
          .append(colour(node.status()))
          .append(node.isOfPlan() ? "\"" : "\", style=\"rounded,filled,dashed\"")
          .append("];\n");
    }
    for (Graph.Edge edge : graph.edges()) {
      text.append("  ")
          .append(quoted(edge.from()))
          .append(" -> ")
          .append(quoted(edge.to()))
          .append(" [label=")
          .append(quoted(edge.label()))
          .append("];\n");
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    return "\"" + inDot(text) + "\"";
  }

  private static String inDot(String text) {
    return Escapes.oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String mermaid(Graph graph) {
    Map<String, String> ids = new HashMap<>();
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (Graph.Node node : graph.nodes()) {
      String id = "t" + ids.size();
      ids.put(node.key(), id);
      text.append("  ")
          .append(id)
          .append("[\"")
          .append(Escapes.inMermaid(node.name()))
          .append("<br/>")
          .append(Escapes.inMermaid(node.worker()))
          .append("<br/>")
          .append(Tasks.brief(node.key()))
          .append("\"]\n  style ")
          .append(id)
          .append(" fill:")
          .append(colour(node.status()))
          .append(node.isOfPlan() ? "\n" : ",stroke-dasharray: 4 4\n");
    }
    for (Graph.Edge edge : graph.edges()) {
      text.append("  ")
          .append(ids.get(edge.from()))
          .append(" -->|\"")
          .append(Escapes.inMermaid(edge.label()))
          .append("\"| ")
          .append(ids.get(edge.to()))
          .append('\n');
    }
    return text.toString();
  }
}
