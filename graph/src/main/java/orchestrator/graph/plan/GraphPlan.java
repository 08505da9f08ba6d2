package orchestrator.graph.plan;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.LongTexts;
import orchestrator.client.spec.Sharing;
import orchestrator.graph.gorch.Gorch;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.ParentTaskOutputRef;

/**
 * Turns graphs into compute plans and back. A node is a task whose metadata says what it is; an
 * edge is an input that refers to the output of the task before. A node with a condition must be
 * able to start after a failure, so that the tasks before it stand in its metadata instead.
 */
public final class GraphPlan {
  /** The tag of every plan that is a graph. */
  public static final String TAG = "graph";

  /** The input of a node's task. */
  public static final String BEFORE = "before";

  /** The output of a node's task. */
  public static final String RESULT = "result";

  private static final String NODES = "graph.nodes";
  private static final String NAME = "graph.name";
  private static final String TIMEOUT = "graph.timeout_ms";
  private static final String FAIL_FAST = "graph.fail_fast";
  private static final String SOURCE = "graph.source";
  private static final String LIMIT = "graph.limit_ms";
  private static final String FORM = "graph.form";
  private static final String AFTER = "after.";
  private static final String DELETED = "deleted: ";
  private static final int LONGEST_NAME = 100;

  private GraphPlan() {}

  /** A key for a new graph. */
  public static String newKey() {
    return Keys.random();
  }

  /** The id by which callers of the graph know it: the plan's key without dashes. */
  public static String id(String planKey) {
    return planKey.replace("-", "");
  }

  /** The plan's key of a graph's id; empty for what is no id. */
  public static Optional<String> key(String id) {
    if (!id.matches("[0-9a-f]{32}")) {
      return Optional.empty();
    }
    return Optional.of(
        new UUID(
                Long.parseUnsignedLong(id.substring(0, 16), 16),
                Long.parseUnsignedLong(id.substring(16), 16))
            .toString());
  }

  /** The key of a node's task. */
  public static String taskKey(String planKey, int node) {
    return Keys.named(planKey + "/" + node);
  }

  /**
   * The registration of a graph's plan.
   *
   * @param limit how long the graph may take, whether it says so itself or not
   * @param source by which the graph is found again, at most 100 characters; may be empty
   */
  public static NewComputePlan plan(String key, Gorch gorch, Duration limit, String source) {
    Graph graph = gorch.graph();
    Map<String, String> metadata = new TreeMap<>();
    if (!source.isEmpty()) {
      metadata.put(SOURCE, source);
    }
    metadata.put(LIMIT, Long.toString(limit.toMillis()));
    metadata.put(NODES, Integer.toString(graph.nodes().size()));
    LongTexts.put(metadata, NAME, graph.name());
    graph.timeout().ifPresent(timeout -> metadata.put(TIMEOUT, Long.toString(timeout.toMillis())));
    if (graph.failFast()) {
      metadata.put(FAIL_FAST, "true");
    }
    String form = (gorch.hasMatrix() ? "matrix " : "") + (gorch.hasNodes() ? "nodes" : "");
    metadata.put(FORM, form.trim());
    return NewComputePlan.newBuilder()
        .setKey(key)
        .setName(planName(graph.name()))
        .setTag(TAG)
        .putAllMetadata(metadata)
        .build();
  }

  private static String planName(String name) {
    String shown = name.isBlank() || name.startsWith(DELETED) ? "graph " + name.strip() : name;
    return cut(shown.strip());
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
  }

  /** The name that the plan of a deleted graph gets. */
  public static String deletedName(String name) {
    return cut(DELETED + name);
  }

  /** Whether a plan is a graph that callers still see. */
  public static boolean isListed(ComputePlan plan) {
    return plan.getTag().equals(TAG)
        && plan.containsMetadata(NODES)
        && !plan.getName().startsWith(DELETED);
  }

  /** Whether a plan is a graph. */
  public static boolean isGraph(ComputePlan plan) {
    return plan.getTag().equals(TAG) && plan.containsMetadata(NODES);
  }

  /** How many nodes a graph's plan has; a plan with fewer tasks is still being registered. */
  public static int nodes(ComputePlan plan) {
    String text = plan.getMetadataOrDefault(NODES, "0");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** The graph's name. */
  public static String name(ComputePlan plan) {
    return LongTexts.get(plan.getMetadataMap(), NAME).orElse("");
  }

  /** The graph's own time-out. */
  public static Optional<Duration> timeout(ComputePlan plan) {
    return NodeMetadata.millis(plan.getMetadataMap(), TIMEOUT);
  }

  /** By what a graph is found again; empty for nothing. */
  public static String source(ComputePlan plan) {
    return plan.getMetadataOrDefault(SOURCE, "");
  }

  /** How long a graph may take. */
  public static Duration limit(ComputePlan plan) {
    return NodeMetadata.millis(plan.getMetadataMap(), LIMIT).orElse(Duration.ofDays(366));
  }

  /** Whether a plan that was cancelled had taken longer than it may. */
  public static boolean isTimedOut(ComputePlan plan) {
    Instant canceled = Instant.ofEpochMilli(Timestamps.toMillis(plan.getCancelationDate()));
    return !canceled.isBefore(created(plan).plus(limit(plan)));
  }

  /** When a plan was registered. */
  public static Instant created(ComputePlan plan) {
    return Instant.ofEpochMilli(Timestamps.toMillis(plan.getCreationDate()));
  }

  /** The registrations of a graph's tasks, in the order of the nodes that were sent. */
  public static List<NewComputeTask> tasks(
      String planKey, Graph graph, String functionKey, String worker) {
    List<List<Integer>> before = before(graph);
    List<NewComputeTask> tasks = new ArrayList<>(graph.nodes().size());
    for (int place = 0; place < graph.nodes().size(); place++) {
      Node node = graph.nodes().get(place);
      tasks.add(task(planKey, node, place, before.get(node.id()), functionKey, worker));
    }
    return tasks;
  }

  private static List<List<Integer>> before(Graph graph) {
    List<List<Integer>> before = new ArrayList<>();
    graph.nodes().forEach(node -> before.add(new ArrayList<>()));
    graph.edges().forEach(edge -> before.get(edge.to()).add(edge.from()));
    return before;
  }

  private static NewComputeTask task(
      String planKey,
      Node node,
      int place,
      List<Integer> before,
      String functionKey,
      String worker) {
    NewComputeTask.Builder task =
        NewComputeTask.newBuilder()
            .setKey(taskKey(planKey, node.id()))
            .setComputePlanKey(planKey)
            .setFunctionKey(functionKey)
            .setWorker(worker)
            .putAllMetadata(NodeMetadata.of(node, place))
            .putOutputs(
                RESULT,
                NewComputeTaskOutput.newBuilder().setPermissions(Sharing.ownerOnly()).build());
    boolean conditional = node.options().when() != NodeOptions.When.SUCCEEDED;
    for (int index = 0; index < before.size(); index++) {
      String parent = taskKey(planKey, before.get(index));
      if (conditional) {
        task.putMetadata(AFTER + index, before.get(index) + " " + parent);
      } else {
        task.addInputs(
            ComputeTaskInput.newBuilder()
                .setIdentifier(BEFORE)
                .setParentTaskOutput(
                    ParentTaskOutputRef.newBuilder()
                        .setParentTaskKey(parent)
                        .setOutputIdentifier(RESULT)));
      }
    }
    return task.build();
  }

  /**
   * Holds a graph that was read from its plan.
   *
   * @param tasks the task of each node, by id
   */
  public record PlannedGraph(Gorch gorch, List<ComputeTask> tasks) {}

  /**
   * The graph that a plan and its tasks are.
   *
   * @param tasks of all nodes, in any order; where two are of one node the first counts, so that
   *     the tasks of a plan stand before those of the plan that it has taken up
   * @return empty when they are no graph: nodes are missing, or were not registered by this class
   */
  public static Optional<PlannedGraph> graph(ComputePlan plan, List<ComputeTask> tasks) {
    int size = nodes(plan);
    ComputeTask[] byId = new ComputeTask[size];
    Node[] sent = new Node[size];
    Map<String, Integer> ids = new HashMap<>();
    int found = 0;
    for (ComputeTask task : tasks) {
      Optional<Node> node =
          NodeMetadata.node(task.getMetadataMap()).filter(it -> it.id() >= 0 && it.id() < size);
      int place = NodeMetadata.place(task.getMetadataMap());
      if (node.isEmpty() || place < 0 || place >= size) {
        return Optional.empty();
      }
      ids.put(task.getKey(), node.get().id());
      if (byId[node.get().id()] == null) {
        byId[node.get().id()] = task;
        sent[place] = node.get();
        found++;
      }
    }
    if (found < size || Arrays.stream(sent).anyMatch(Objects::isNull)) {
      return Optional.empty();
    }
    List<Edge> edges = new ArrayList<>();
    for (int to = 0; to < size; to++) {
      for (int from : parents(byId[to], ids)) {
        if (from < 0 || from >= size) {
          return Optional.empty();
        }
        edges.add(new Edge(from, to));
      }
    }
    String form = plan.getMetadataOrDefault(FORM, "");
    boolean failFast = plan.containsMetadata(FAIL_FAST);
    Graph graph = new Graph(name(plan), List.of(sent), edges, timeout(plan), failFast);
    return Optional.of(
        new PlannedGraph(
            new Gorch(graph, form.contains("matrix"), form.contains("nodes")), List.of(byId)));
  }

  /** The ids of the nodes before a task's; -1 for one that is not there. */
  private static List<Integer> parents(ComputeTask task, Map<String, Integer> ids) {
    List<Integer> parents = new ArrayList<>();
    task.getInputsList()
        .forEach(
            input ->
                parents.add(ids.getOrDefault(input.getParentTaskOutput().getParentTaskKey(), -1)));
    for (int index = 0; task.containsMetadata(AFTER + index); index++) {
      String id = task.getMetadataOrThrow(AFTER + index).split(" ", 2)[0];
      parents.add(id.matches("\\d{1,9}") ? Integer.parseInt(id) : -1);
    }
    return parents;
  }

  /** The id of the node that a task is; empty for a task that is none. */
  public static Optional<Integer> nodeId(ComputeTask task) {
    return NodeMetadata.node(task.getMetadataMap()).map(Node::id);
  }
}
