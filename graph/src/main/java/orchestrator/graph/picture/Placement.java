package orchestrator.graph.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import orchestrator.cli.plan.Layers;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Steps;
import orchestrator.graph.model.Topology;

/**
 * Places boxes from the top to the bottom, those of one step side by side, in several rows where
 * they are many. An edge that passes steps has a bend in each, so that it does not run behind
 * boxes; in a graph with very many such edges they have none.
 */
final class Placement {
  private static final int BEND_WIDTH = 10;
  private static final int BETWEEN = 30;
  private static final int BETWEEN_ROWS = 14;
  private static final int BETWEEN_STEPS = 50;
  private static final int MARGIN = 20;
  private static final int TOP = 50;
  private static final int MOST_IN_A_ROW = 40;
  private static final int MOST_BENDS = 20_000;

  /**
   * Holds where something is.
   *
   * @param x its middle
   * @param top its upper end
   * @param bottom its lower end
   */
  record Spot(int x, int top, int bottom) {}

  private final IntUnaryOperator heights;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final List<Integer> ids = new ArrayList<>();
  private final List<Integer> steps = new ArrayList<>();
  private final List<List<Integer>> parents = new ArrayList<>();
  private final Map<Edge, List<Integer>> bends = new HashMap<>();
  private final Spot[] spots;
  private int width;
  private int height;

  /**
   * Places the nodes of a graph.
   *
   * @param shown the ids of those that are drawn; both ends of an edge are
   * @param heights of boxes, by id
   */
  Placement(Graph graph, int[] shown, IntUnaryOperator heights) {
    this.heights = heights;
    Steps of = Steps.of(Topology.of(graph));
    for (int id : shown) {
      numbers.put(id, add(id, of.of(id)));
    }
    long passed =
        graph.edges().stream().mapToLong(it -> of.of(it.to()) - of.of(it.from()) - 1L).sum();
    for (Edge edge : graph.edges()) {
      connect(edge, passed <= MOST_BENDS);
    }
    spots = new Spot[ids.size()];
    place();
  }

  private int add(int id, int step) {
    ids.add(id);
    steps.add(step);
    parents.add(new ArrayList<>());
    return ids.size() - 1;
  }

  private int number(int id) {
    return numbers.getOrDefault(id, 0);
  }

  private void connect(Edge edge, boolean hasBends) {
    int last = number(edge.from());
    int to = number(edge.to());
    if (hasBends) {
      List<Integer> passed = new ArrayList<>();
      for (int step = steps.get(last) + 1; step < steps.get(to); step++) {
        int bend = add(-1, step);
        parents.get(bend).add(last);
        passed.add(bend);
        last = bend;
      }
      bends.put(edge, passed);
    }
    parents.get(to).add(last);
  }

  private void place() {
    Layers layers =
        Layers.of(
            steps.stream().mapToInt(Integer::intValue).toArray(),
            number -> parents.get(number).stream().mapToInt(Integer::intValue).toArray());
    List<List<Integer>> rows = new ArrayList<>();
    for (int layer = 0; layer < layers.count(); layer++) {
      rows.add(new ArrayList<>(Collections.nCopies(layers.width(layer), 0)));
    }
    for (int number = 0; number < spots.length; number++) {
      rows.get(layers.layer(number)).set(layers.place(number), number);
    }
    for (List<Integer> layer : rows) {
      for (List<Integer> row : parts(layer)) {
        width = Math.max(width, width(row));
      }
    }
    width = Math.max(width, NodeBox.WIDTH);
    int top = TOP;
    for (List<Integer> layer : rows) {
      for (List<Integer> row : parts(layer)) {
        top = place(row, top) + BETWEEN_ROWS;
      }
      top += BETWEEN_STEPS - BETWEEN_ROWS;
    }
    height = Math.max(TOP, top - BETWEEN_STEPS) + MARGIN;
  }

  private static List<List<Integer>> parts(List<Integer> layer) {
    List<List<Integer>> parts = new ArrayList<>();
    for (int start = 0; start < layer.size(); start += MOST_IN_A_ROW) {
      parts.add(layer.subList(start, Math.min(start + MOST_IN_A_ROW, layer.size())));
    }
    return parts;
  }

  private int widthOf(int number) {
    return ids.get(number) < 0 ? BEND_WIDTH : NodeBox.WIDTH;
  }

  private int width(List<Integer> row) {
    return row.stream().mapToInt(number -> widthOf(number) + BETWEEN).sum() - BETWEEN;
  }

  /** Places a row in the middle; gives its lower end. */
  private int place(List<Integer> row, int top) {
    int highest =
        row.stream()
            .mapToInt(ids::get)
            .map(id -> id < 0 ? 0 : heights.applyAsInt(id))
            .max()
            .orElse(0);
    int left = MARGIN + (width - width(row)) / 2;
    for (int number : row) {
      int id = ids.get(number);
      int bottom = top + (id < 0 ? highest : heights.applyAsInt(id));
      spots[number] = new Spot(left + widthOf(number) / 2, top, bottom);
      left += widthOf(number) + BETWEEN;
    }
    return top + highest;
  }

  /** Where the box of a node is. */
  Spot of(int id) {
    return spots[number(id)];
  }

  /** Where an edge passes the steps between its ends, from the top. */
  List<Spot> bends(Edge edge) {
    return bends.getOrDefault(edge, List.of()).stream().map(Arrays.asList(spots)::get).toList();
  }

  /** The width of the picture. */
  int width() {
    return width + 2 * MARGIN;
  }

  /** The height of the picture. */
  int height() {
    return height;
  }
}
