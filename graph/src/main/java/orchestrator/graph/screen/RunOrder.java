package orchestrator.graph.screen;

import java.util.ArrayList;
import java.util.List;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Steps;
import orchestrator.graph.model.Topology;

/** Tells in which order the nodes of a graph can run, and how wide it is. */
public final class RunOrder {
  private RunOrder() {}

  /** A line for each step, then the size. */
  public static List<String> lines(Graph graph) {
    Topology topology = Topology.of(graph);
    Steps steps = Steps.of(topology);
    String[] titles = new String[topology.size()];
    graph.nodes().forEach(node -> titles[node.id()] = node.title());
    List<List<String>> order = new ArrayList<>();
    for (int step = 0; step < steps.count(); step++) {
      order.add(new ArrayList<>());
    }
    for (int id = 0; id < titles.length; id++) {
      order.get(steps.of(id)).add(titles[id]);
    }
    List<String> lines = new ArrayList<>();
    for (int step = 0; step < order.size(); step++) {
      lines.add((step + 1) + ": " + String.join(", ", order.get(step)));
    }
    lines.add(size(graph, steps));
    return lines;
  }

  /** How large a graph is, in words. */
  public static String size(Graph graph, Steps steps) {
    return "%d nodes, %d edges, %d steps, %d nodes in the widest"
        .formatted(graph.nodes().size(), graph.edges().size(), steps.count(), steps.widest());
  }
}
