package orchestrator.graph.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Topology;
import orchestrator.graph.run.NodeReport;

/** Finds the nodes that a graph's time follows from: the longest way through it. */
final class CriticalPath {
  private CriticalPath() {}

  /** The ids of the nodes on it, in order. */
  static List<Integer> of(Graph graph, List<NodeReport> nodes) {
    Map<Integer, Long> took = new HashMap<>();
    nodes.forEach(node -> took.put(node.node().id(), milliseconds(node)));
    Topology topology = Topology.of(graph);
    long[] until = new long[topology.size()];
    int[] before = new int[topology.size()];
    int last = -1;
    for (int id : topology.order()) {
      before[id] = -1;
      for (int predecessor : topology.predecessors(id)) {
        if (before[id] < 0 || until[predecessor] > until[before[id]]) {
          before[id] = predecessor;
        }
      }
      until[id] = took.getOrDefault(id, 0L) + (before[id] < 0 ? 0 : until[before[id]]);
      last = last < 0 || until[id] > until[last] ? id : last;
    }
    List<Integer> path = new ArrayList<>();
    for (int id = last; id >= 0; id = before[id]) {
      path.add(id);
    }
    Collections.reverse(path);
    return path;
  }

  private static long milliseconds(NodeReport node) {
    return node.started().isEmpty() || node.stopped().isEmpty()
        ? 0
        : Duration.between(node.started().get(), node.stopped().get()).toMillis();
  }
}
