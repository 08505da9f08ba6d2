package orchestrator.client.resume;

import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/**
 * Holds the tasks of the plan that is taken up, and those of other plans that they take outputs of.
 */
final class OldTasks {
  private static final int PAGE = 1000;

  private final OrchestratorClient client;
  private final Map<String, ComputeTask> ofPlan = new LinkedHashMap<>();
  private final Map<String, ComputeTask> others = new HashMap<>();

  /** Reads the plan's tasks. */
  OldTasks(OrchestratorClient client, ComputePlan plan) {
    this.client = client;
    client
        .pages(
            ComputeTaskServiceGrpc.getQueryTasksMethod(),
            QueryTasksParam.newBuilder()
                .setPageSize(PAGE)
                .setFilter(TaskQueryFilter.newBuilder().setComputePlanKey(plan.getKey()))
                .build(),
            QueryTasksResponse::getTasksList)
        .sorted(Comparator.comparingInt(ComputeTask::getRank))
        .forEach(task -> ofPlan.put(task.getKey(), task));
  }

  /** The plan's tasks, parents before children. */
  List<ComputeTask> ofPlan() {
    return List.copyOf(ofPlan.values());
  }

  boolean isOfPlan(String key) {
    return ofPlan.containsKey(key);
  }

  /** The task with a key, of whatever plan; read from the server if it is of another. */
  ComputeTask get(String key) {
    ComputeTask task = ofPlan.get(key);
    return task != null
        ? task
        : others.computeIfAbsent(
            key,
            other ->
                client.call(
                    ComputeTaskServiceGrpc.getGetTaskMethod(),
                    GetTaskParam.newBuilder().setKey(other).build()));
  }

  static boolean isDone(ComputeTask task) {
    return task.getStatus() == STATUS_DONE;
  }

  /** Whether it ended without being done. */
  static boolean isBroken(ComputeTask task) {
    ComputeTaskStatus status = task.getStatus();
    return status == STATUS_FAILED || status == STATUS_CANCELED;
  }

  /** The keys of the tasks whose outputs a task takes, each once. */
  static Set<String> parents(ComputeTask task) {
    Set<String> parents = new LinkedHashSet<>();
    task.getInputsList().stream()
        .filter(ComputeTaskInput::hasParentTaskOutput)
        .forEach(input -> parents.add(input.getParentTaskOutput().getParentTaskKey()));
    return parents;
  }

  /** The plan's tasks that run or may begin to: not ended, and behind nothing that is broken. */
  List<ComputeTask> live() {
    Set<String> stuck = new HashSet<>();
    List<ComputeTask> live = new ArrayList<>();
    for (ComputeTask task : ofPlan()) {
      if (isDone(task)) {
        continue;
      }
      if (isBroken(task)
          || parents(task).stream()
              .anyMatch(parent -> stuck.contains(parent) || isBroken(get(parent)))) {
        stuck.add(task.getKey());
      } else {
        live.add(task);
      }
    }
    return live;
  }

  /** Whether a model of a done task is disabled, so that no task can take its outputs any more. */
  boolean hasDisabledModel(ComputeTask task) {
    // Only transient ones can be, and most tasks have none.
    return task.getOutputsMap().values().stream().anyMatch(ComputeTaskOutput::getTransient)
        && client
            .call(
                ModelServiceGrpc.getGetComputeTaskOutputModelsMethod(),
                GetComputeTaskModelsParam.newBuilder().setComputeTaskKey(task.getKey()).build())
            .getModelsList()
            .stream()
            .anyMatch(model -> !model.hasAddress());
  }
}
