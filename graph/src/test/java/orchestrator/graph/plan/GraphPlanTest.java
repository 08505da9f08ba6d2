package orchestrator.graph.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import orchestrator.graph.gorch.Gorch;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphPlanTest {
  private static final String KEY = "0b0e6a5e-8f4c-4d3c-9d3c-1f2e3d4c5b6a";

  private static ComputePlan registered(NewComputePlan plan) {
    return ComputePlan.newBuilder()
        .setKey(plan.getKey())
        .setName(plan.getName())
        .setTag(plan.getTag())
        .putAllMetadata(plan.getMetadataMap())
        .build();
  }

  private static ComputeTask registered(NewComputeTask task) {
    return ComputeTask.newBuilder()
        .setKey(task.getKey())
        .putAllMetadata(task.getMetadataMap())
        .addAllInputs(task.getInputsList())
        .build();
  }

  private static Optional<Gorch> throughThePlan(Gorch gorch, Random random) {
    List<ComputeTask> tasks = new ArrayList<>();
    GraphPlan.tasks(KEY, gorch.graph(), "f", "w").forEach(task -> tasks.add(registered(task)));
    Collections.shuffle(tasks, random);
    return GraphPlan.graph(registered(GraphPlan.plan(KEY, gorch, Duration.ofMinutes(5), "")), tasks)
        .map(GraphPlan.PlannedGraph::gorch);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aGraphComesBackFromItsPlanAsItWas(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      Gorch gorch = new Gorch(graph(random), random.nextBoolean(), true);

      assertThat(throughThePlan(gorch, random))
          .as("seed %d, round %d", seed, round)
          .contains(gorch);
    }
  }

  @Test
  void noMetadataIsLongerThanTheApiAllows() {
    Random random = new Random(5);
    Gorch gorch = new Gorch(graph(random), true, true);

    GraphPlan.tasks(KEY, gorch.graph(), "f", "w")
        .forEach(
            task ->
                assertThat(task.getMetadataMap())
                    .allSatisfy(
                        (key, value) -> {
                          assertThat(key.codePointCount(0, key.length())).isLessThanOrEqualTo(100);
                          assertThat(value.codePointCount(0, value.length()))
                              .isLessThanOrEqualTo(100);
                        }));
  }

  @Test
  void aPlanWithoutAllItsTasksIsNoGraphYet() {
    Gorch gorch =
        new Gorch(
            new Graph("", List.of(Node.named(0, "a")), List.of(), Optional.empty()), true, true);

    assertThat(
            GraphPlan.graph(
                registered(GraphPlan.plan(KEY, gorch, Duration.ofMinutes(5), "")), List.of()))
        .isEmpty();
  }

  @Test
  void theIdIsThePlansKeyWithoutDashes() {
    assertThat(GraphPlan.id(KEY)).isEqualTo("0b0e6a5e8f4c4d3c9d3c1f2e3d4c5b6a");
    assertThat(GraphPlan.key(GraphPlan.id(KEY))).contains(KEY);
    assertThat(GraphPlan.key("0B0E")).isEmpty();
  }

  @Test
  void aDeletedPlanIsNotListedAndNoNameMakesOneSo() {
    Gorch gorch =
        new Gorch(new Graph("deleted: no", List.of(), List.of(), Optional.empty()), true, true);
    ComputePlan plan = registered(GraphPlan.plan(KEY, gorch, Duration.ofMinutes(5), ""));

    assertThat(GraphPlan.isListed(plan)).isTrue();
    assertThat(GraphPlan.name(plan)).isEqualTo("deleted: no");
    assertThat(
            GraphPlan.isListed(
                plan.toBuilder().setName(GraphPlan.deletedName(plan.getName())).build()))
        .isFalse();
  }

  private static Graph graph(Random random) {
    int size = random.nextInt(8);
    List<Node> nodes = new ArrayList<>();
    for (int id = 0; id < size; id++) {
      nodes.add(node(id, random));
    }
    Collections.shuffle(nodes, random);
    List<Edge> edges = new ArrayList<>();
    for (int from = 0; from < size; from++) {
      for (int to = from + 1; to < size; to++) {
        if (random.nextInt(3) == 0) {
          edges.add(new Edge(from, to));
        }
      }
    }
    return new Graph(text(random), nodes, edges, time(random), random.nextBoolean());
  }

  private static Node node(int id, Random random) {
    List<String> arguments = new ArrayList<>();
    Map<String, String> outputs = new TreeMap<>();
    Map<String, String> environment = new TreeMap<>();
    for (int index = random.nextInt(4); index > 0; index--) {
      arguments.add(text(random));
      outputs.put(text(random), text(random));
      environment.put(text(random), text(random));
    }
    NodeOptions options =
        new NodeOptions(
            random.nextInt(3),
            Duration.ofMillis(random.nextInt(3_000)),
            time(random),
            random.nextBoolean(),
            List.of(NodeOptions.When.SUCCEEDED, NodeOptions.When.FAILED, NodeOptions.When.ENDED)
                .get(random.nextInt(3)),
            random.nextInt(5) - 2,
            environment);
    return new Node(
        id,
        text(random),
        text(random),
        text(random),
        text(random),
        arguments,
        outputs,
        text(random),
        options);
  }

  private static Optional<Duration> time(Random random) {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(random.nextInt() & 0xffff));
  }

  /** Often empty, or just around the length of a piece. */
  private static String text(Random random) {
    int length = new int[] {0, 1, 99, 100, 101, 200, 201, 350}[random.nextInt(8)];
    return random
        .ints(length, 0, 3)
        .collect(
            StringBuilder::new,
            (text, kind) -> text.appendCodePoint(new int[] {'a', ' ', 0x1D11E}[kind]),
            StringBuilder::append)
        .toString();
  }
}
