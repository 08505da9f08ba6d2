package orchestrator.graph.picture;

import static orchestrator.cli.text.Escapes.inXml;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.Topology;

/**
 * Draws a graph as SVG, from the top to the bottom: what runs first is above. Each node is an
 * element whose id is the node's, so that a page can colour it.
 */
public final class SvgWriter {
  private final Graph graph;
  private final Map<Integer, NodeBox> boxes = new HashMap<>();
  private final Placement placement;

  private SvgWriter(GraphView view) {
    graph = view.gorch().graph();
    Topology topology = Topology.of(graph);
    for (Node node : graph.nodes()) {
      if (isShown(node, topology)) {
        boxes.put(node.id(), new NodeBox(node, view));
      }
    }
    placement =
        new Placement(
            graph,
            boxes.keySet().stream().mapToInt(Integer::intValue).sorted().toArray(),
            id -> box(id).height());
  }

  /** Writes the picture. */
  public static void write(GraphView view, Appendable out) throws IOException {
    new SvgWriter(view).write(out);
  }

  /** What does nothing, and nothing waits for, is left out. */
  private static boolean isShown(Node node, Topology topology) {
    return !node.artifact().isEmpty()
        || !node.effectiveEngine().equals("nil")
        || topology.predecessors(node.id()).length > 0
        || topology.successors(node.id()).length > 0;
  }

  private NodeBox box(int id) {
    return Objects.requireNonNull(boxes.get(id));
  }

  private void write(Appendable out) throws IOException {
    out.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" \
            viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="11">
            <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" \
            markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#888888"/></marker></defs>
            <g id="graph" class="graph"><title>Execution</title>
            <rect width="%1$d" height="%2$d" fill="#ffffff"/>
            <text x="20" y="30" font-size="16" font-weight="bold">%3$s</text>
            <g fill="none" stroke="#888888">
            """,
            placement.width(),
            placement.height(),
            inXml(graph.name().isBlank() ? "Execution" : graph.name().strip())));
    for (Edge edge : graph.edges()) {
      out.append("<path class=\"edge\" d=\"").append(path(edge));
      out.append("\" marker-end=\"url(#arrow)\"/>\n");
    }
    out.append("</g>\n");
    for (Node node : graph.nodes()) {
      if (boxes.containsKey(node.id())) {
        Placement.Spot spot = placement.of(node.id());
        out.append(box(node.id()).at(spot.x() - NodeBox.WIDTH / 2, spot.top()));
      }
    }
    out.append("</g>\n</svg>\n");
  }

  private String path(Edge edge) {
    Placement.Spot last = placement.of(edge.from());
    StringBuilder path = new StringBuilder();
    path.append('M').append(last.x()).append(' ').append(last.bottom());
    for (Placement.Spot bend : placement.bends(edge)) {
      path.append(curve(last, bend)).append('V').append(bend.bottom());
      last = bend;
    }
    return path.append(curve(last, placement.of(edge.to()))).toString();
  }

  private static String curve(Placement.Spot from, Placement.Spot to) {
    int middle = (from.bottom() + to.top()) / 2;
    return String.format(
        Locale.ROOT, "C%d %d %d %d %d %d", from.x(), middle, to.x(), middle, to.x(), to.top());
  }
}
