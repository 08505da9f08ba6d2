package orchestrator.graph.run;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.resume.PlanResume;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.plan.GraphPlan;
import orchestrator.proto.Addressable;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.SortOrder;
import orchestrator.proto.TaskQueryFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads graphs back from what the orchestrator has of them. */
final class PlanLoader {
  private static final Logger LOG = LoggerFactory.getLogger(PlanLoader.class);
  private static final int PAGE = 1_000;

  /** How many plans in a row may have taken up one another. */
  private static final int MOST_TAKEN_UP = 100;

  private final OrchestratorClient client;
  private final ArtifactStore artifacts;
  private final String functionKey;
  private final OtherRunners others;

  PlanLoader(
      OrchestratorClient client, ArtifactStore artifacts, OtherRunners others, String functionKey) {
    this.others = others;
    this.client = client;
    this.artifacts = artifacts;
    this.functionKey = functionKey;
  }

  /** The plan with a key, if it is a graph of this organization. */
  Optional<ComputePlan> plan(String key) {
    try {
      ComputePlan plan =
          client.call(
              ComputePlanServiceGrpc.getGetPlanMethod(),
              GetComputePlanParam.newBuilder().setKey(key).build());
      return Optional.of(plan).filter(this::isOurs);
    } catch (OrchestratorException e) {
      if (e.is(ErrorCode.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether a plan is a graph of this organization. */
  boolean isOurs(ComputePlan plan) {
    return GraphPlan.isGraph(plan) && plan.getOwner().equals(client.organization());
  }

  /**
   * The graph as it stands.
   *
   * @return empty while not all of its tasks are registered, or if they were not made by a runner
   */
  Optional<GraphRun> load(ComputePlan plan) {
    List<ComputeTask> tasks = new ArrayList<>(tasks(plan.getKey()));
    Set<String> own = tasks.stream().map(ComputeTask::getKey).collect(Collectors.toSet());
    String before = plan.getMetadataOrDefault(PlanResume.RESUMED_FROM, "");
    for (int taken = 0; !before.isEmpty() && taken < MOST_TAKEN_UP; taken++) {
      tasks.addAll(tasks(before));
      before =
          plan(before).map(old -> old.getMetadataOrDefault(PlanResume.RESUMED_FROM, "")).orElse("");
    }
    Optional<GraphPlan.PlannedGraph> graph =
        GraphPlan.graph(plan, tasks).filter(it -> isWhole(it.tasks(), own));
    if (graph.isEmpty()) {
      return Optional.empty();
    }
    String[] keys = graph.get().tasks().stream().map(ComputeTask::getKey).toArray(String[]::new);
    GraphRun run = new GraphRun(plan.getKey(), graph.get().gorch(), GraphPlan.created(plan), keys);
    synchronized (run) {
      for (int id = 0; id < keys.length; id++) {
        restore(run, id, graph.get().tasks().get(id));
      }
    }
    if (plan.hasCancelationDate()) {
      run.stop(GraphPlan.isTimedOut(plan) ? GraphState.TIMEOUT : GraphState.CANCELED);
    } else if (!GraphPlan.isListed(plan)) {
      // It was deleted after it had failed, and a plan that has failed cannot be cancelled.
      run.stop(GraphState.CANCELED);
    }
    return Optional.of(run);
  }

  private List<ComputeTask> tasks(String plan) {
    return client
        .pages(
            ComputeTaskServiceGrpc.getQueryTasksMethod(),
            QueryTasksParam.newBuilder()
                .setPageSize(PAGE)
                .setFilter(
                    TaskQueryFilter.newBuilder()
                        .setComputePlanKey(plan)
                        .setFunctionKey(functionKey))
                .build(),
            QueryTasksResponse::getTasksList)
        .toList();
  }

  /** Of a plan that was taken up only what was done stays; all else is registered anew. */
  private static boolean isWhole(List<ComputeTask> tasks, Set<String> own) {
    return tasks.stream()
        .allMatch(
            task ->
                own.contains(task.getKey()) || task.getStatus() == ComputeTaskStatus.STATUS_DONE);
  }

  private void restore(GraphRun run, int id, ComputeTask task) {
    GraphProgress progress = run.progress();
    boolean mayHaveResult =
        task.getStatus() == ComputeTaskStatus.STATUS_DONE
            || task.getStatus() == ComputeTaskStatus.STATUS_FAILED;
    if (mayHaveResult && !run.node(id).effectiveEngine().equals("nil")) {
      try {
        result(task.getKey()).ifPresent(result -> run.keep(id, result));
      } catch (NotToBeHadException e) {
        LOG.warn("what a node has put out is missing: {}", e.getMessage());
      }
    }
    if (task.getStatus() == ComputeTaskStatus.STATUS_EXECUTING) {
      progress.started(id);
    }
    ended(run, id, task.getStatus())
        .ifPresent(state -> progress.ended(id, state, new ArrayList<>(), new ArrayList<>()));
  }

  /** The state in which a task's status leaves its node; empty while it has none. */
  static Optional<NodeState> ended(GraphRun run, int id, ComputeTaskStatus status) {
    return switch (status) {
      case STATUS_DONE ->
          Optional.of(
              run.result(id).filter(result -> !result.succeeded()).isPresent()
                  ? NodeState.FAILURE
                  : NodeState.SUCCESS);
      case STATUS_FAILED -> Optional.of(NodeState.FAILURE);
      case STATUS_CANCELED ->
          Optional.of(
              run.node(id).options().when() == NodeOptions.When.SUCCEEDED
                  ? NodeState.CANCELED
                  : NodeState.SKIPPED);
      default -> Optional.empty();
    };
  }

  /** The statuses of the tasks that a graph's plan has, by node. */
  Map<Integer, ComputeTaskStatus> statuses(GraphRun run) {
    Map<Integer, ComputeTaskStatus> statuses = new TreeMap<>();
    for (ComputeTask task : tasks(run.planKey())) {
      GraphPlan.nodeId(task).ifPresent(node -> statuses.put(node, task.getStatus()));
    }
    return statuses;
  }

  /** The status of a task; empty when there is no such task. */
  Optional<ComputeTaskStatus> status(String taskKey) {
    try {
      return Optional.of(
          client
              .call(
                  ComputeTaskServiceGrpc.getGetTaskMethod(),
                  GetTaskParam.newBuilder().setKey(taskKey).build())
              .getStatus());
    } catch (OrchestratorException e) {
      if (e.is(ErrorCode.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * What a task has put out, from here or from the runner that has kept it.
   *
   * @throws NotToBeHadException when it has put something out that cannot be had now
   */
  Optional<NodeResult> result(String taskKey) throws NotToBeHadException {
    Optional<Addressable> address =
        client
            .call(
                ModelServiceGrpc.getGetComputeTaskOutputModelsMethod(),
                GetComputeTaskModelsParam.newBuilder().setComputeTaskKey(taskKey).build())
            .getModelsList()
            .stream()
            .filter(Model::hasAddress)
            .findFirst()
            .map(Model::getAddress);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> content = artifacts.get(address.get().getChecksum());
    if (content.isEmpty()) {
      content = others.fetch(address.get());
      content.ifPresent(artifacts::put);
    }
    if (content.isEmpty()) {
      throw new NotToBeHadException(address.get().getStorageAddress());
    }
    return NodeResult.of(content.get());
  }

  /** Says that an artefact is kept by a runner that cannot be reached. */
  static final class NotToBeHadException extends Exception {
    private static final long serialVersionUID = 1;

    private NotToBeHadException(String address) {
      super(address + " cannot be had now");
    }
  }

  /** When the last thing happened to a task. */
  Optional<Instant> lastChange(String taskKey) {
    return client
        .call(
            EventServiceGrpc.getQueryEventsMethod(),
            QueryEventsParam.newBuilder()
                .setPageSize(1)
                .setSort(SortOrder.DESCENDING)
                .setFilter(EventQueryFilter.newBuilder().setAssetKey(taskKey))
                .build())
        .getEventsList()
        .stream()
        .findFirst()
        .map(Event::getTimestamp)
        .map(time -> Instant.ofEpochMilli(Timestamps.toMillis(time)));
  }

  /** When a graph came to its end, as its last nodes tell. */
  Optional<Instant> ended(GraphRun run) {
    if (!run.isDone()) {
      return Optional.empty();
    }
    Optional<Instant> last = Optional.empty();
    for (int id = 0; id < run.size(); id++) {
      boolean ran = run.state(id) == NodeState.SUCCESS || run.state(id) == NodeState.FAILURE;
      boolean isLast = run.progress().topology().successors(id).length == 0;
      if (ran && (isLast || run.state(id) == NodeState.FAILURE)) {
        Optional<Instant> change = lastChange(run.taskKey(id));
        last =
            change.filter(time -> time.isAfter(Instant.EPOCH)).isPresent()
                    && last.filter(time -> time.isAfter(change.get())).isEmpty()
                ? change
                : last;
      }
    }
    return last.or(() -> Optional.of(run.created()));
  }
}
