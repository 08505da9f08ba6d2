package orchestrator.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.RegisterTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/** Evidence that tasks had been registered. */
final class RegisteredTasks {
  /** Of a size that keeps a page of tasks with many inputs below the message limit. */
  private static final int PAGE_SIZE = 1000;

  private RegisteredTasks() {}

  static Optional<RegisterTasksResponse> find(
      RegisterTasksParam asked, OrchestratorException refusal, RetryingCaller reader) {
    if (!refusal.is(ErrorCode.CONFLICT)) {
      return Optional.empty();
    }
    Map<String, ComputeTask> found = new HashMap<>();
    asked.getTasksList().stream()
        .map(NewComputeTask::getComputePlanKey)
        .distinct()
        .flatMap(
            plan ->
                Pages.walk(
                    reader,
                    ComputeTaskServiceGrpc.getQueryTasksMethod(),
                    tasksOf(plan),
                    QueryTasksResponse::getTasksList))
        .forEach(task -> found.put(task.getKey(), task));
    boolean same =
        asked.getTasksList().stream()
            .allMatch(
                task ->
                    found.containsKey(task.getKey())
                        && isSame(found.get(task.getKey()), task, reader.organization()));
    return same
        ? Optional.of(
            RegisterTasksResponse.newBuilder()
                .addAllTasks(
                    RegistrationOrder.of(asked.getTasksList()).stream()
                        .map(task -> found.get(task.getKey()))
                        .toList())
                .build())
        : Optional.empty();
  }

  private static QueryTasksParam tasksOf(String plan) {
    return QueryTasksParam.newBuilder()
        .setPageSize(PAGE_SIZE)
        .setFilter(TaskQueryFilter.newBuilder().setComputePlanKey(plan))
        .build();
  }

  private static boolean isSame(ComputeTask found, NewComputeTask asked, String owner) {
    return found.getOwner().equals(owner)
        && found.getFunctionKey().equals(asked.getFunctionKey())
        && found.getComputePlanKey().equals(asked.getComputePlanKey())
        && (asked.getWorker().isEmpty() || found.getWorker().equals(asked.getWorker()))
        && found.getMetadataMap().equals(asked.getMetadataMap())
        && found.getInputsList().equals(asked.getInputsList())
        && sameOutputs(found.getOutputsMap(), asked.getOutputsMap(), owner);
  }

  private static boolean sameOutputs(
      Map<String, ComputeTaskOutput> found, Map<String, NewComputeTaskOutput> asked, String owner) {
    return found.keySet().equals(asked.keySet())
        && asked.entrySet().stream()
            .allMatch(output -> isSame(found.get(output.getKey()), output.getValue(), owner));
  }

  private static boolean isSame(ComputeTaskOutput found, NewComputeTaskOutput asked, String owner) {
    return found.getTransient() == asked.getTransient()
        && Granted.as(found.getPermissions(), asked.getPermissions(), owner);
  }
}
