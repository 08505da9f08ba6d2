package orchestrator.cli.plan;

import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.cli.message.Words;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/** Reads tasks, and says what is to be known of one. */
final class Tasks {
  private static final int PAGE = 1000;

  private Tasks() {}

  /** The tasks of a plan, page after page. */
  static Stream<ComputeTask> ofPlan(OrchestratorClient client, String planKey) {
    return list(client, TaskQueryFilter.newBuilder().setComputePlanKey(planKey).build());
  }

  /** The tasks that match a filter, page after page. */
  static Stream<ComputeTask> list(OrchestratorClient client, TaskQueryFilter filter) {
    return client.pages(
        ComputeTaskServiceGrpc.getQueryTasksMethod(),
        QueryTasksParam.newBuilder().setPageSize(PAGE).setFilter(filter).build(),
        QueryTasksResponse::getTasksList);
  }

  static ComputeTask get(OrchestratorClient client, String key) {
    return client.call(
        ComputeTaskServiceGrpc.getGetTaskMethod(), GetTaskParam.newBuilder().setKey(key).build());
  }

  /** The keys of the tasks whose outputs a task takes, each once. */
  static Set<String> parents(ComputeTask task) {
    Set<String> parents = new LinkedHashSet<>();
    task.getInputsList().stream()
        .filter(ComputeTaskInput::hasParentTaskOutput)
        .forEach(input -> parents.add(input.getParentTaskOutput().getParentTaskKey()));
    return parents;
  }

  static boolean isDone(ComputeTask task) {
    return task.getStatus() == STATUS_DONE;
  }

  /** Whether it ended without being done. */
  static boolean isBroken(ComputeTask task) {
    return task.getStatus() == STATUS_FAILED || task.getStatus() == STATUS_CANCELED;
  }

  static String words(ComputeTaskStatus status) {
    return Words.of(status.getValueDescriptor());
  }

  /** The part of a key that tells it from others, most of the time. */
  static String brief(String key) {
    return key.length() <= 8 ? key : key.substring(0, 8);
  }
}
