package orchestrator.graph.picture;

import static orchestrator.cli.text.Escapes.inXml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import orchestrator.cli.plan.Layers;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.Steps;
import orchestrator.graph.model.Topology;

/**
 * Draws a graph as SVG, from the top to the bottom: what runs first is above. Each node is an
 * element whose id is the node's, so that a page can colour it. A step with many nodes takes
 * several rows.
 */
public final class SvgWriter {
  private static final int COLUMN = NodeBox.WIDTH + 30;
  private static final int BETWEEN_ROWS = 14;
  private static final int BETWEEN_STEPS = 50;
  private static final int MARGIN = 20;
  private static final int TOP = 50;
  private static final int MOST_IN_A_ROW = 40;

  private final Graph graph;
  private final List<NodeBox> boxes = new ArrayList<>();
  private final boolean[] isShown;
  private final int[] x;
  private final int[] y;
  private int width;
  private int height;

  private SvgWriter(GraphView view) {
    this.graph = view.gorch().graph();
    int size = graph.nodes().size();
    isShown = new boolean[size];
    x = new int[size];
    y = new int[size];
    Node[] nodes = new Node[size];
    graph.nodes().forEach(node -> nodes[node.id()] = node);
    for (Node node : nodes) {
      boxes.add(new NodeBox(node, view));
    }
    Topology topology = Topology.of(graph);
    show(nodes, topology);
    place(topology);
  }

  /** Writes the picture. */
  public static void write(GraphView view, Appendable out) throws IOException {
    new SvgWriter(view).write(out);
  }

  /** What does nothing, and nothing waits for, is left out. */
  private void show(Node[] nodes, Topology topology) {
    for (Node node : nodes) {
      isShown[node.id()] =
          !node.artifact().isEmpty()
              || !node.effectiveEngine().equals("nil")
              || topology.predecessors(node.id()).length > 0
              || topology.successors(node.id()).length > 0;
    }
  }

  private void place(Topology topology) {
    int[] shown = IntStream.range(0, isShown.length).filter(id -> isShown[id]).toArray();
    Steps steps = Steps.of(topology);
    int[] numbers = new int[isShown.length];
    for (int number = 0; number < shown.length; number++) {
      numbers[shown[number]] = number;
    }
    Layers layers =
        Layers.of(
            IntStream.of(shown).map(steps::of).toArray(),
            number ->
                IntStream.of(topology.predecessors(shown[number]))
                    .map(id -> numbers[id])
                    .toArray());
    List<List<Integer>> byLayer = new ArrayList<>();
    for (int layer = 0; layer < layers.count(); layer++) {
      byLayer.add(new ArrayList<>(Collections.nCopies(layers.width(layer), 0)));
    }
    for (int number = 0; number < shown.length; number++) {
      byLayer.get(layers.layer(number)).set(layers.place(number), shown[number]);
    }
    int inARow = Math.max(1, Math.min(MOST_IN_A_ROW, layers.widest()));
    width = 2 * MARGIN + inARow * COLUMN - (COLUMN - NodeBox.WIDTH);
    int top = TOP;
    for (List<Integer> layer : byLayer) {
      for (int start = 0; start < layer.size(); start += MOST_IN_A_ROW) {
        List<Integer> row = layer.subList(start, Math.min(start + MOST_IN_A_ROW, layer.size()));
        top = place(row, top, inARow) + BETWEEN_ROWS;
      }
      top += BETWEEN_STEPS - BETWEEN_ROWS;
    }
    height = Math.max(TOP, top - BETWEEN_STEPS) + MARGIN;
  }

  /** Places a row in the middle; gives its lower end. */
  private int place(List<Integer> row, int top, int inARow) {
    int left = MARGIN + (inARow - row.size()) * COLUMN / 2;
    int highest = 0;
    for (int id : row) {
      x[id] = left;
      y[id] = top;
      left += COLUMN;
      highest = Math.max(highest, boxes.get(id).height());
    }
    return top + highest;
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
            <text x="%3$d" y="30" font-size="16" font-weight="bold">%4$s</text>
            <g fill="none" stroke="#888888">
            """,
            width,
            height,
            MARGIN,
            inXml(graph.name().isBlank() ? "Execution" : graph.name().strip())));
    for (Edge edge : graph.edges()) {
      out.append(line(edge));
    }
    out.append("</g>\n");
    for (Node node : graph.nodes()) {
      if (isShown[node.id()]) {
        out.append(boxes.get(node.id()).at(x[node.id()], y[node.id()]));
      }
    }
    out.append("</g>\n</svg>\n");
  }

  private String line(Edge edge) {
    int fromX = x[edge.from()] + NodeBox.WIDTH / 2;
    int fromY = y[edge.from()] + boxes.get(edge.from()).height();
    int toX = x[edge.to()] + NodeBox.WIDTH / 2;
    int toY = y[edge.to()];
    int middle = (fromY + toY) / 2;
    return "<path class=\"edge\" d=\"M%d %dC%d %d %d %d %d %d\" marker-end=\"url(#arrow)\"/>\n"
        .formatted(fromX, fromY, fromX, middle, toX, middle, toX, toY);
  }
}
