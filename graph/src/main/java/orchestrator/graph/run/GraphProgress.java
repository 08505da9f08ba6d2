package orchestrator.graph.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions.When;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.model.Topology;

/**
 * Knows where each node of a graph is and what follows from it: which nodes can start, which never
 * will. Costs time linear in nodes and edges over a graph's whole life. Not for several threads.
 */
final class GraphProgress {
  /** What has come to pass with nodes that nobody has to do anything for. */
  record Change(int node, NodeState state) {}

  private final Graph graph;
  private final Topology topology;
  private final Node[] nodes;
  private final NodeState[] states;

  /** For each node, the nodes before it that have not ended. */
  private final int[] waits;

  private final boolean[] failedBefore;
  private final boolean[] skippedBefore;
  private int ended;
  private int unsuccessful;
  private boolean stopped;

  /** A graph of which nothing has started. */
  GraphProgress(Graph graph) {
    this.graph = graph;
    topology = Topology.of(graph);
    int size = graph.nodes().size();
    nodes = new Node[size];
    graph.nodes().forEach(node -> nodes[node.id()] = node);
    states = new NodeState[size];
    Arrays.fill(states, NodeState.TORUN);
    waits = topology.predecessorCounts();
    failedBefore = new boolean[size];
    skippedBefore = new boolean[size];
  }

  /** The nodes that nothing comes before, by id. */
  List<Integer> first() {
    List<Integer> first = new ArrayList<>();
    for (int id = 0; id < nodes.length; id++) {
      if (waits[id] == 0 && states[id] == NodeState.TORUN) {
        first.add(id);
      }
    }
    return first;
  }

  /**
   * The nodes that can start and have not, for a graph that was read; as {@link #ended} for others.
   */
  List<Integer> ready(List<Change> changes) {
    List<Integer> ready = new ArrayList<>();
    Deque<Integer> spread = new ArrayDeque<>();
    for (int id = 0; id < nodes.length; id++) {
      if (states[id] == NodeState.TORUN && waits[id] == 0) {
        boolean hasPredecessors = topology.predecessors(id).length > 0;
        boolean skip =
            hasPredecessors
                && switch (nodes[id].options().when()) {
                  case SUCCEEDED -> skippedBefore[id];
                  case FAILED -> !failedBefore[id];
                  case ENDED -> false;
                };
        startUnless(skip, id, ready, changes, spread);
      }
    }
    spread(spread, ready, changes);
    return ready;
  }

  Node node(int id) {
    return nodes[id];
  }

  Topology topology() {
    return topology;
  }

  int size() {
    return nodes.length;
  }

  NodeState state(int id) {
    return states[id];
  }

  /** A node has started. */
  void started(int id) {
    if (!states[id].isFinal()) {
      states[id] = NodeState.RUNNING;
    }
  }

  /** A node that had started waits again, for another try or another runner. */
  void waitsAgain(int id) {
    if (!states[id].isFinal()) {
      states[id] = NodeState.TORUN;
    }
  }

  /**
   * A node has ended; no effect when it had ended before.
   *
   * @param ready gets the nodes that can start now
   * @param changes gets the nodes that will never start; this one is not among them
   */
  void ended(int id, NodeState state, List<Integer> ready, List<Change> changes) {
    if (states[id].isFinal()) {
      return;
    }
    Deque<Integer> spread = new ArrayDeque<>();
    settle(id, state, spread);
    spread(spread, ready, changes);
    if (graph.failFast() && unsuccessful > 0 && !stopped) {
      stopped = true;
      for (int waiting = 0; waiting < states.length; waiting++) {
        // What cleans up after a failure still runs.
        if (states[waiting] == NodeState.TORUN
            && nodes[waiting].options().when() == When.SUCCEEDED) {
          never(waiting, NodeState.NOTRUNNABLE, changes, spread);
        }
      }
      spread(spread, ready, changes);
    }
  }

  private void spread(Deque<Integer> spread, List<Integer> ready, List<Change> changes) {
    while (!spread.isEmpty()) {
      int from = spread.remove();
      for (int next : topology.successors(from)) {
        arrived(from, next, ready, changes, spread);
      }
    }
  }

  private void settle(int id, NodeState state, Deque<Integer> spread) {
    states[id] = state;
    ended++;
    boolean bad =
        state == NodeState.NOTRUNNABLE
            || state == NodeState.CANCELED
            || (state == NodeState.FAILURE && !nodes[id].options().continueOnFailure());
    unsuccessful += bad ? 1 : 0;
    spread.add(id);
  }

  private void arrived(
      int from, int to, List<Integer> ready, List<Change> changes, Deque<Integer> spread) {
    waits[to]--;
    NodeState state = states[from];
    When when = nodes[to].options().when();
    boolean mayFail = when == When.SUCCEEDED && nodes[from].options().continueOnFailure();
    failedBefore[to] |=
        state == NodeState.NOTRUNNABLE
            || state == NodeState.CANCELED
            || (state == NodeState.FAILURE && !mayFail);
    skippedBefore[to] |= state == NodeState.SKIPPED;
    if (states[to] != NodeState.TORUN) {
      return;
    }
    switch (when) {
      case SUCCEEDED -> {
        if (failedBefore[to]) {
          never(to, NodeState.NOTRUNNABLE, changes, spread);
        } else if (waits[to] == 0) {
          startUnless(skippedBefore[to], to, ready, changes, spread);
        }
      }
      case FAILED -> {
        if (waits[to] == 0) {
          startUnless(!failedBefore[to], to, ready, changes, spread);
        }
      }
      case ENDED -> {
        if (waits[to] == 0) {
          ready.add(to);
        }
      }
    }
  }

  private void startUnless(
      boolean skip, int id, List<Integer> ready, List<Change> changes, Deque<Integer> spread) {
    if (skip) {
      never(id, NodeState.SKIPPED, changes, spread);
    } else {
      ready.add(id);
    }
  }

  private void never(int id, NodeState state, List<Change> changes, Deque<Integer> spread) {
    settle(id, state, spread);
    changes.add(new Change(id, state));
  }

  boolean hasFailed() {
    return unsuccessful > 0;
  }

  /** The nodes that run. */
  List<Integer> running() {
    List<Integer> running = new ArrayList<>();
    for (int id = 0; id < states.length; id++) {
      if (states[id] == NodeState.RUNNING) {
        running.add(id);
      }
    }
    return running;
  }

  boolean isEnded() {
    return ended == states.length;
  }

  /** Where the graph is, unless somebody stops it. */
  GraphState graphState() {
    if (!isEnded()) {
      return GraphState.RUNNING;
    }
    return unsuccessful > 0 ? GraphState.FAILURE : GraphState.SUCCESS;
  }
}
