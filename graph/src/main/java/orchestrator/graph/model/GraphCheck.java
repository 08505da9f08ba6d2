package orchestrator.graph.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds what is wrong with a graph, in time linear in its nodes and edges. */
public final class GraphCheck {
  /** What holds more faults than this is told in part. */
  private static final int MOST = 100;

  private GraphCheck() {}

  /** Every fault, of ids, edges, circles; empty for a graph that can run. */
  public static List<Fault> faults(Graph graph) {
    List<Fault> faults = new ArrayList<>();
    int size = graph.nodes().size();
    BitSet seen = new BitSet(size);
    for (int place = 0; place < size && faults.size() < MOST; place++) {
      int id = graph.nodes().get(place).id();
      if (id < 0 || id >= size) {
        faults.add(Fault.at("nodes[" + place + "].id", id + " is not one of 0 to " + (size - 1)));
      } else if (seen.get(id)) {
        faults.add(Fault.at("nodes[" + place + "].id", id + " is the id of another node too"));
      } else {
        seen.set(id);
      }
    }
    for (Edge edge : graph.edges()) {
      boolean inside = edge.from() >= 0 && edge.from() < size && edge.to() >= 0 && edge.to() < size;
      if (!inside && faults.size() < MOST) {
        faults.add(Fault.at("edge " + edge.from() + " to " + edge.to(), "there is no such node"));
      }
    }
    if (faults.isEmpty()) {
      circle(graph).ifPresent(faults::add);
    }
    return faults;
  }

  private static Optional<Fault> circle(Graph graph) {
    Topology topology = Topology.of(graph);
    BitSet waiting = new BitSet();
    waiting.set(0, topology.size());
    for (int id : topology.order()) {
      waiting.clear(id);
    }
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Fault.at(
            "edges",
            "these nodes wait for one another: " + names(graph, onCircle(topology, waiting))));
  }

  /** The ids of one circle, in its order: going back from a node that waits, one comes round. */
  private static List<Integer> onCircle(Topology topology, BitSet waiting) {
    int id = waiting.nextSetBit(0);
    List<Integer> way = new ArrayList<>();
    BitSet seen = new BitSet();
    while (!seen.get(id)) {
      seen.set(id);
      way.add(id);
      id = Arrays.stream(topology.predecessors(id)).filter(waiting::get).findFirst().orElseThrow();
    }
    List<Integer> circle = new ArrayList<>(way.subList(way.indexOf(id), way.size()));
    Collections.reverse(circle);
    Collections.rotate(circle, -circle.indexOf(Collections.min(circle)));
    return circle;
  }

  private static String names(Graph graph, List<Integer> ids) {
    String[] titles = new String[graph.nodes().size()];
    graph.nodes().forEach(node -> titles[node.id()] = node.title());
    List<String> shown = ids.stream().limit(MOST).map(id -> titles[id]).toList();
    return String.join(", ", shown) + (ids.size() > MOST ? " and others" : "");
  }
}
