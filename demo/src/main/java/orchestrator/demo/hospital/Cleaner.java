package orchestrator.demo.hospital;

import java.util.HashMap;
import java.util.Map;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.event.EventFollower;
import orchestrator.client.event.EventFollowerBuilder;
import orchestrator.client.spec.FolderStore;
import orchestrator.demo.study.StudyProgress;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.Event;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/**
 * Follows a plan and, once all of its tasks are final, disables the transient outputs of one
 * hospital's tasks and removes their files.
 */
final class Cleaner implements AutoCloseable {
  private final OrchestratorClient client;
  private final FolderStore store;
  private final String plan;
  private final Map<String, ComputeTask> tasks = new HashMap<>();
  private final EventFollower follower;
  private volatile boolean finished;

  /** Follows a plan that may not be registered yet. */
  Cleaner(OrchestratorClient client, FolderStore store, String plan) {
    this.client = client;
    this.store = store;
    this.plan = plan;
    // The events from before the query on, so that nothing lies between the two.
    EventFollowerBuilder events = EventFollower.of(client).fromNow();
    TaskQueryFilter ofPlan = TaskQueryFilter.newBuilder().setComputePlanKey(plan).build();
    client
        .pages(
            ComputeTaskServiceGrpc.getQueryTasksMethod(),
            QueryTasksParam.newBuilder().setFilter(ofPlan).build(),
            QueryTasksResponse::getTasksList)
        .forEach(task -> tasks.put(task.getKey(), task));
    cleanWhenFinal();
    this.follower = events.start(this::accept);
  }

  /** Whether the plan has come to its end and all is clean. */
  boolean isFinished() {
    return finished;
  }

  /** Whether it has stopped following before that. */
  boolean isBroken() {
    return follower.completion().isCompletedExceptionally();
  }

  @Override
  public void close() {
    follower.close();
  }

  private void accept(Event event) {
    ComputeTask task = event.getComputeTask();
    if (task.getComputePlanKey().equals(plan)) {
      tasks.put(task.getKey(), task);
      cleanWhenFinal();
    }
  }

  private void cleanWhenFinal() {
    if (!tasks.isEmpty()
        && tasks.values().stream().allMatch(task -> StudyProgress.isFinal(task.getStatus()))) {
      Together.forEach(tasks.values(), this::clean);
      finished = true;
    }
  }

  private void clean(ComputeTask task) {
    boolean isOwn = task.getWorker().equals(client.organization());
    task.getOutputsMap()
        .forEach(
            (identifier, output) -> {
              if (isOwn && output.getTransient()) {
                disable(task.getKey(), identifier);
                store.remove(client.organization(), HospitalFunctions.fileName(task.getKey()));
              }
            });
  }

  private void disable(String task, String output) {
    try {
      client.call(
          ComputeTaskServiceGrpc.getDisableOutputMethod(),
          DisableOutputParam.newBuilder().setComputeTaskKey(task).setIdentifier(output).build());
    } catch (OrchestratorException e) {
      // Disabled already, by the process before this one; or the task never put anything out.
      if (!e.is(ErrorCode.OUTPUT_NOT_DISABLED)) {
        throw e;
      }
    }
  }
}
