package orchestrator.client.worker;

import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/** Finds the tasks of an organization that wait for it, or that it has begun. */
final class WaitingTasks {
  private WaitingTasks() {}

  /** What an earlier process may have left half done, and then all that waits. */
  static Stream<ComputeTask> of(OrchestratorClient client) {
    return Stream.of(
            ComputeTaskStatus.STATUS_EXECUTING, ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT)
        .flatMap(status -> inStatus(client, status));
  }

  private static Stream<ComputeTask> inStatus(OrchestratorClient client, ComputeTaskStatus status) {
    TaskQueryFilter mine =
        TaskQueryFilter.newBuilder().setWorker(client.organization()).setStatus(status).build();
    return client.pages(
        ComputeTaskServiceGrpc.getQueryTasksMethod(),
        QueryTasksParam.newBuilder().setFilter(mine).build(),
        QueryTasksResponse::getTasksList);
  }

  /** The task that an event says waits now. */
  static Optional<ComputeTask> announced(OrchestratorClient client, Event event) {
    return Optional.of(event.getComputeTask())
        .filter(task -> task.getWorker().equals(client.organization()))
        .filter(task -> task.getStatus() == ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }
}
