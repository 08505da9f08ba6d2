package orchestrator.graph.model;

import java.util.Arrays;

/** Holds which nodes come before and after each node of a graph, by id, in flat arrays. */
public final class Topology {
  private final int[] successors;
  private final int[] successorStarts;
  private final int[] predecessors;
  private final int[] predecessorStarts;

  private Topology(Graph graph) {
    int size = graph.nodes().size();
    successorStarts = new int[size + 1];
    predecessorStarts = new int[size + 1];
    for (Edge edge : graph.edges()) {
      successorStarts[edge.from() + 1]++;
      predecessorStarts[edge.to() + 1]++;
    }
    for (int id = 0; id < size; id++) {
      successorStarts[id + 1] += successorStarts[id];
      predecessorStarts[id + 1] += predecessorStarts[id];
    }
    successors = new int[graph.edges().size()];
    predecessors = new int[graph.edges().size()];
    int[] nextSuccessor = successorStarts.clone();
    int[] nextPredecessor = predecessorStarts.clone();
    for (Edge edge : graph.edges()) {
      successors[nextSuccessor[edge.from()]++] = edge.to();
      predecessors[nextPredecessor[edge.to()]++] = edge.from();
    }
  }

  /** That of a graph whose ids and edges are in order; it may have circles. */
  public static Topology of(Graph graph) {
    return new Topology(graph);
  }

  /** How many nodes there are. */
  public int size() {
    return successorStarts.length - 1;
  }

  /** The nodes that wait for a node, ascending. */
  public int[] successors(int id) {
    return Arrays.copyOfRange(successors, successorStarts[id], successorStarts[id + 1]);
  }

  /** The nodes that a node waits for, ascending. */
  public int[] predecessors(int id) {
    return Arrays.copyOfRange(predecessors, predecessorStarts[id], predecessorStarts[id + 1]);
  }

  /** All nodes, each behind those that it waits for; those on a circle are left out. */
  public int[] order() {
    int[] waits = predecessorCounts();
    int[] order = new int[waits.length];
    int end = 0;
    for (int id = 0; id < waits.length; id++) {
      if (waits[id] == 0) {
        order[end++] = id;
      }
    }
    for (int next = 0; next < end; next++) {
      for (int successor : successors(order[next])) {
        if (--waits[successor] == 0) {
          order[end++] = successor;
        }
      }
    }
    return Arrays.copyOf(order, end);
  }

  /** For each node how many nodes it waits for; the caller's own copy. */
  public int[] predecessorCounts() {
    int[] counts = new int[size()];
    for (int id = 0; id < counts.length; id++) {
      counts[id] = predecessorStarts[id + 1] - predecessorStarts[id];
    }
    return counts;
  }
}
