package orchestrator.client.worker;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an organization's tasks, computes them and ends them. */
final class TaskWork implements Work<ComputeTask> {
  private static final Logger log = LoggerFactory.getLogger(TaskWork.class);

  private final PersistentCalls calls;
  private final Map<String, TaskHandler> handlers;
  private final FailureReports<ComputeTask> failures;
  private final FunctionCache functions;

  TaskWork(
      PersistentCalls calls,
      Map<String, TaskHandler> handlers,
      FailureReports<ComputeTask> failures) {
    this.calls = calls;
    this.handlers = Map.copyOf(handlers);
    this.failures = failures;
    this.functions = new FunctionCache(calls);
  }

  @Override
  public Stream<ComputeTask> waiting() {
    return Stream.of(
            ComputeTaskStatus.STATUS_EXECUTING, ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT)
        .flatMap(this::inStatus);
  }

  private Stream<ComputeTask> inStatus(ComputeTaskStatus status) {
    TaskQueryFilter mine =
        TaskQueryFilter.newBuilder()
            .setWorker(calls.client().organization())
            .setStatus(status)
            .build();
    return calls
        .client()
        .pages(
            ComputeTaskServiceGrpc.getQueryTasksMethod(),
            QueryTasksParam.newBuilder().setFilter(mine).build(),
            QueryTasksResponse::getTasksList);
  }

  @Override
  public Optional<ComputeTask> announced(Event event) {
    if (event.hasFunction()) {
      functions.renew(event.getFunction());
    }
    return Optional.of(event.getComputeTask())
        .filter(task -> task.getWorker().equals(calls.client().organization()))
        .filter(task -> task.getStatus() == ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Override
  public String key(ComputeTask task) {
    return task.getKey();
  }

  @Override
  public boolean accepts(ComputeTask task) {
    return handlers.containsKey(functions.get(task.getFunctionKey()).getName());
  }

  @Override
  public void perform(ComputeTask task) {
    boolean resumed = task.getStatus() == ComputeTaskStatus.STATUS_EXECUTING;
    if (resumed ? isExecuting(task) : isMoved(task, ComputeTaskAction.TASK_ACTION_EXECUTING)) {
      compute(task, resumed);
    }
  }

  /** Computes until the end is known, again as often as the server goes away in the middle. */
  private void compute(ComputeTask task, boolean resumed) {
    boolean again = resumed;
    for (int tries = 0; ; tries++) {
      try {
        run(task, again);
        return;
      } catch (OrchestratorException e) {
        if (!e.isTransient()) {
          failures.register(task.getKey(), task, e);
          return;
        }
        log.info("task {} will be computed again: {}", task.getKey(), e.getMessage());
      } catch (InterruptedException e) {
        log.info("task {} was interrupted, and stays for the next worker", task.getKey());
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable e) {
        failures.register(task.getKey(), task, e);
        return;
      }
      if (!calls.pause(tries) || !isExecuting(task)) {
        return;
      }
      again = true;
    }
  }

  private void run(ComputeTask task, boolean again) throws Exception {
    Function function = functions.get(task.getFunctionKey());
    TaskContext context =
        new TaskContext(
            calls.client(),
            task,
            function,
            calls
                .call(
                    ComputeTaskServiceGrpc.getGetTaskInputAssetsMethod(),
                    GetTaskInputAssetsParam.newBuilder().setComputeTaskKey(task.getKey()).build())
                .getAssetsList(),
            again
                ? OutputRegistrar.resumed(calls.client(), task.getKey())
                : OutputRegistrar.fresh(calls.client(), task.getKey()));
    handlers.get(function.getName()).run(context);
    if (isMoved(task, ComputeTaskAction.TASK_ACTION_DONE)) {
      log.debug("task {} is done", task.getKey());
    }
  }

  /** Moves the task; false when somebody else was faster. */
  private boolean isMoved(ComputeTask task, ComputeTaskAction action) {
    try {
      calls.call(
          ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
          ApplyTaskActionParam.newBuilder()
              .setComputeTaskKey(task.getKey())
              .setAction(action)
              .build());
      return true;
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.INCOMPATIBLE_STATUS)) {
        throw e;
      }
      log.debug("task {} is somebody else's: {}", task.getKey(), e.detail());
      return false;
    }
  }

  private boolean isExecuting(ComputeTask task) {
    return calls
            .call(
                ComputeTaskServiceGrpc.getGetTaskMethod(),
                GetTaskParam.newBuilder().setKey(task.getKey()).build())
            .getStatus()
        == ComputeTaskStatus.STATUS_EXECUTING;
  }
}
