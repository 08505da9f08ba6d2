package orchestrator.graph.gorch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Fault;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;

/** Collects what a gorch's JSON has; of its matrix only the entries that are not 0. */
final class GorchDocument {
  private final List<Edge> edges = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private String name = "";
  private Optional<Duration> timeout = Optional.empty();
  private boolean failFast;
  private boolean hasMatrix;
  private boolean hasNodes;
  private boolean hasEdges;
  private long entries;
  private long[] ones = new long[16];
  private int oneCount;

  void name(String text) {
    name = text;
  }

  void timeout(Optional<Duration> limit) {
    timeout = limit;
  }

  void failFast(boolean flag) {
    failFast = flag;
  }

  void startMatrix() {
    hasMatrix = true;
    entries = 0;
    oneCount = 0;
  }

  void entry(long value) {
    if (value != 0) {
      if (oneCount == ones.length) {
        ones = Arrays.copyOf(ones, 2 * oneCount);
      }
      ones[oneCount++] = entries;
    }
    entries++;
  }

  void noMatrix() {
    hasMatrix = false;
    entries = 0;
    oneCount = 0;
  }

  void startNodes() {
    hasNodes = true;
    nodes.clear();
  }

  void noNodes() {
    hasNodes = false;
    nodes.clear();
  }

  int nodeCount() {
    return nodes.size();
  }

  void node(Node node) {
    nodes.add(node);
  }

  void startEdges() {
    hasEdges = true;
    edges.clear();
  }

  void edge(int from, int to) {
    edges.add(new Edge(from, to));
  }

  boolean hasMatrix() {
    return hasMatrix;
  }

  boolean hasNodes() {
    return hasNodes;
  }

  List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    long square = (long) nodes.size() * nodes.size();
    if (hasMatrix && hasEdges) {
      faults.add(Fault.at("edges", "a graph has either edges or a digraph"));
    } else if (!hasEdges && entries != square) {
      faults.add(
          Fault.at(
              "digraph",
              "Structure is not coherent: %d nodes need %d entries, and there are %d"
                  .formatted(nodes.size(), square, entries)));
    }
    faults.addAll(TextRules.faults(name, nodes));
    return faults;
  }

  /** The graph; only of a document without faults. */
  Graph graph() {
    List<Edge> all = new ArrayList<>(edges);
    for (int index = 0; index < oneCount; index++) {
      all.add(new Edge((int) (ones[index] / nodes.size()), (int) (ones[index] % nodes.size())));
    }
    return new Graph(name, nodes, all, timeout, failFast);
  }
}
