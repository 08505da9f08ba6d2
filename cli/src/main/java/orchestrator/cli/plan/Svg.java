package orchestrator.cli.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Widths;

/**
 * Draws a plan's graph as SVG: a column for each rank, from the left to the right, and in each the
 * tasks about as high as their parents.
 */
final class Svg {
  /** Room for the beginning of a key and the longest status. */
  private static final int BOX_WIDTH = 230;

  private static final int BOX_HEIGHT = 52;
  private static final int COLUMN = BOX_WIDTH + 70;
  private static final int ROW = BOX_HEIGHT + 18;
  private static final int MARGIN = 20;
  private static final int TOP = 50;

  /** As much of a name as a box holds. */
  private static final int LABEL = 28;

  private final Graph graph;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<String, Integer> rows = new HashMap<>();
  private int most = 1;

  private Svg(Graph graph) {
    this.graph = graph;
    place();
  }

  static String of(Graph graph) {
    return new Svg(graph).draw();
  }

  private void place() {
    List<Graph.Node> nodes = graph.nodes();
    int[] ranks = nodes.stream().mapToInt(Graph.Node::rank).sorted().distinct().toArray();
    Map<String, Integer> numbers = new HashMap<>();
    nodes.forEach(node -> numbers.put(node.key(), numbers.size()));
    List<List<Integer>> parents = new ArrayList<>();
    nodes.forEach(node -> parents.add(new ArrayList<>()));
    for (Graph.Edge edge : graph.edges()) {
      Integer child = numbers.get(edge.to());
      Integer parent = numbers.get(edge.from());
      if (child != null && parent != null) {
        parents.get(child).add(parent);
      }
    }
    Layers layers =
        Layers.of(
            nodes.stream().mapToInt(node -> Arrays.binarySearch(ranks, node.rank())).toArray(),
            node -> parents.get(node).stream().mapToInt(Integer::intValue).toArray());
    for (int number = 0; number < nodes.size(); number++) {
      columns.put(nodes.get(number).key(), layers.layer(number));
      rows.put(nodes.get(number).key(), layers.place(number));
    }
    most = Math.max(1, layers.widest());
  }

  private int x(String key) {
    return MARGIN + columns.getOrDefault(key, 0) * COLUMN;
  }

  private int y(String key) {
    return TOP + rows.getOrDefault(key, 0) * ROW;
  }

  private String draw() {
    int ranks = columns.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    int width = 2 * MARGIN + ranks * COLUMN - (COLUMN - BOX_WIDTH);
    int height = TOP + most * ROW + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        font-family="sans-serif" font-size="12">
        <title>%3$s</title>
        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        <text x="%4$d" y="30" font-size="16" font-weight="bold">%3$s</text>
        """
            .formatted(width, height, Escapes.inXml(graph.title()), MARGIN));
    graph.edges().forEach(edge -> svg.append(line(edge)));
    graph.nodes().forEach(node -> svg.append(box(node)));
    return svg.append("</svg>\n").toString();
  }

  private String line(Graph.Edge edge) {
    int fromX = x(edge.from()) + BOX_WIDTH;
    int fromY = y(edge.from()) + BOX_HEIGHT / 2;
    int toX = x(edge.to());
    int toY = y(edge.to()) + BOX_HEIGHT / 2;
    int middle = (fromX + toX) / 2;
    return """
        <path d="M%d %d C%d %d %d %d %d %d" fill="none" stroke="#888888"><title>%s</title></path>
        """
        .formatted(fromX, fromY, middle, fromY, middle, toY, toX, toY, Escapes.inXml(edge.label()));
  }

  private String box(Graph.Node node) {
    int x = x(node.key());
    int y = y(node.key());
    return """
        <g><title>%s %s %s</title>
        <rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s" stroke="#555555"%s/>
        <text x="%d" y="%d" font-weight="bold">%s</text>
        <text x="%d" y="%d">%s</text>
        <text x="%d" y="%d" fill="#555555">%s</text></g>
        """
        .formatted(
            node.key(),
            Escapes.inXml(node.name()),
            node.status(),
            x,
            y,
            BOX_WIDTH,
            BOX_HEIGHT,
            GraphFormat.colour(node.status()),
            node.isOfPlan() ? "" : " stroke-dasharray=\"4 4\"",
            x + 8,
            y + 16,
            label(node.name()),
            x + 8,
            y + 31,
            label(node.worker()),
            x + 8,
            y + 45,
            Escapes.inXml(Tasks.brief(node.key()) + " " + node.status()));
  }

  private static String label(String text) {
    return Escapes.inXml(Widths.cut(Escapes.oneLine(text), LABEL, "…"));
  }
}
