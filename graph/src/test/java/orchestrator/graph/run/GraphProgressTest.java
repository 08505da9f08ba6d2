package orchestrator.graph.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.model.NodeOptions.When;
import orchestrator.graph.model.NodeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphProgressTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void randomGraphsComeToWhatThePlainRulesSay(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Graph graph = graph(random);
      boolean[] fails = new boolean[graph.nodes().size()];
      for (int id = 0; id < fails.length; id++) {
        fails[id] = random.nextInt(4) == 0;
      }

      NodeState[] states = run(graph, fails, random);

      assertThat(states).as("seed %d, round %d", seed, round).isEqualTo(plainly(graph, fails));
    }
  }

  /** Ends ready nodes in any order, and looks that none starts before those that it waits for. */
  private static NodeState[] run(Graph graph, boolean[] fails, Random random) {
    GraphProgress progress = new GraphProgress(graph);
    List<Integer> ready = new ArrayList<>(progress.first());
    while (!ready.isEmpty()) {
      int id = ready.remove(random.nextInt(ready.size()));
      assertThat(Arrays.stream(progress.topology().predecessors(id)).mapToObj(progress::state))
          .allMatch(NodeState::isFinal);
      progress.started(id);
      NodeState state = fails[id] ? NodeState.FAILURE : NodeState.SUCCESS;
      progress.ended(id, state, ready, new ArrayList<>());
    }
    assertThat(progress.isEnded()).isTrue();
    NodeState[] states = new NodeState[fails.length];
    Arrays.setAll(states, progress::state);
    boolean isBad = false;
    for (int id = 0; id < states.length; id++) {
      isBad |=
          states[id] == NodeState.NOTRUNNABLE
              || (states[id] == NodeState.FAILURE
                  && !progress.node(id).options().continueOnFailure());
    }
    assertThat(progress.graphState()).isEqualTo(isBad ? GraphState.FAILURE : GraphState.SUCCESS);
    return states;
  }

  /** The rules, node after node, since edges lead to higher ids only. */
  private static NodeState[] plainly(Graph graph, boolean[] fails) {
    NodeState[] states = new NodeState[fails.length];
    for (int id = 0; id < states.length; id++) {
      NodeOptions options = graph.nodes().get(id).options();
      boolean failed = false;
      boolean excused = true;
      boolean skipped = false;
      boolean first = true;
      for (Edge edge : graph.edges()) {
        if (edge.to() != id) {
          continue;
        }
        first = false;
        NodeState before = states[edge.from()];
        boolean mayFail = graph.nodes().get(edge.from()).options().continueOnFailure();
        failed |= before == NodeState.FAILURE || before == NodeState.NOTRUNNABLE;
        excused &= before != NodeState.NOTRUNNABLE && (before != NodeState.FAILURE || mayFail);
        skipped |= before == NodeState.SKIPPED;
      }
      NodeState ran = fails[id] ? NodeState.FAILURE : NodeState.SUCCESS;
      states[id] =
          switch (options.when()) {
            case SUCCEEDED -> !excused ? NodeState.NOTRUNNABLE : skipped ? NodeState.SKIPPED : ran;
            case FAILED -> first || failed ? ran : NodeState.SKIPPED;
            case ENDED -> ran;
          };
    }
    return states;
  }

  private static Graph graph(Random random) {
    int size = 1 + random.nextInt(9);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int id = 0; id < size; id++) {
      When when =
          List.of(When.SUCCEEDED, When.SUCCEEDED, When.FAILED, When.ENDED).get(random.nextInt(4));
      nodes.add(node(id, random.nextInt(4) == 0, when));
      for (int from = 0; from < id; from++) {
        if (random.nextInt(3) == 0) {
          edges.add(new Edge(from, id));
        }
      }
    }
    return new Graph("", nodes, edges, Optional.empty());
  }

  private static Node node(int id, boolean mayFail, When when) {
    NodeOptions options =
        new NodeOptions(0, Duration.ZERO, Optional.empty(), mayFail, when, 0, Map.of());
    return new Node(id, "n" + id, "", "", "", List.of(), Map.of(), "", options);
  }

  @Test
  void theFirstFailureStopsWhatWaitsButNotWhatCleansUp() {
    Graph graph =
        new Graph(
            "",
            List.of(
                node(0, false, When.SUCCEEDED),
                node(1, false, When.SUCCEEDED),
                node(2, false, When.SUCCEEDED),
                node(3, false, When.FAILED)),
            List.of(new Edge(1, 2), new Edge(0, 3)),
            Optional.empty(),
            true);
    GraphProgress progress = new GraphProgress(graph);
    progress.started(1);
    List<Integer> ready = new ArrayList<>();

    progress.ended(0, NodeState.FAILURE, ready, new ArrayList<>());

    assertThat(ready).containsExactly(3);
    assertThat(progress.state(1)).isEqualTo(NodeState.RUNNING);
    assertThat(progress.state(2)).isEqualTo(NodeState.NOTRUNNABLE);
  }
}
