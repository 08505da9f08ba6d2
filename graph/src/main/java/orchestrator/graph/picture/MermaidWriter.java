package orchestrator.graph.picture;

import static orchestrator.cli.text.Escapes.inMermaid;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.model.StateColours;

/** Writes a graph in Mermaid, which many pages of Markdown draw. */
public final class MermaidWriter {
  private MermaidWriter() {}

  /** Writes a graph, with the states of its nodes where there are any. */
  public static void write(GraphView view, Appendable out) throws IOException {
    Graph graph = view.gorch().graph();
    if (!graph.name().isBlank()) {
      // Quotes hold in YAML whatever is between them.
      String title = inMermaid(graph.name().strip());
      out.append("---\ntitle: \"").append(title).append("\"\n---\n");
    }
    out.append("flowchart TD\n");
    Set<NodeState> states = EnumSet.noneOf(NodeState.class);
    for (Node node : graph.nodes()) {
      NodeState state = view.state(node.id());
      out.append("  n").append(Integer.toString(node.id()));
      out.append("[\"").append(label(node)).append("\"]");
      if (state != NodeState.INITIAL) {
        states.add(state);
        out.append(":::").append(state.word());
      }
      out.append("\n");
    }
    for (Edge edge : graph.edges()) {
      out.append("  n").append(Integer.toString(edge.from()));
      out.append(" --> n").append(Integer.toString(edge.to())).append("\n");
    }
    for (NodeState state : states) {
      out.append("  classDef ").append(state.word());
      out.append(" fill:").append(StateColours.solid(state)).append("\n");
    }
  }

  private static String label(Node node) {
    String work = (node.effectiveEngine() + " " + node.artifact()).strip();
    String target = node.target().isEmpty() ? "" : "<br/>at " + inMermaid(node.target());
    return inMermaid(node.title()) + "<br/>" + inMermaid(work) + target;
  }
}
