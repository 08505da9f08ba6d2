package orchestrator.client.worker;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.GetTaskParam;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an organization's tasks, computes them and ends them. */
final class TaskWork implements Work<ComputeTask> {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWork.class);

  private final PersistentCalls calls;
  private final Map<String, TaskHandler> handlers;
  private final Predicate<ComputeTask> which;
  private final Attempts<ComputeTask> attempts;
  private final FunctionCache functions;

  TaskWork(
      PersistentCalls calls,
      Map<String, TaskHandler> handlers,
      Predicate<ComputeTask> which,
      FailureReports<ComputeTask> failures) {
    this.calls = calls;
    this.handlers = Map.copyOf(handlers);
    this.which = which;
    this.attempts = new Attempts<>(calls, failures);
    this.functions = new FunctionCache(calls);
  }

  @Override
  public Stream<ComputeTask> waiting() {
    return WaitingTasks.of(calls.client());
  }

  @Override
  public Optional<ComputeTask> announced(Event event) {
    if (event.hasFunction()) {
      functions.renew(event.getFunction());
    }
    return WaitingTasks.announced(calls.client(), event);
  }

  @Override
  public String key(ComputeTask task) {
    return task.getKey();
  }

  @Override
  public boolean accepts(ComputeTask task) {
    return which.test(task) && handlers.containsKey(functions.get(task.getFunctionKey()).getName());
  }

  @Override
  public void perform(ComputeTask task) {
    boolean resumed = task.getStatus() == ComputeTaskStatus.STATUS_EXECUTING;
    if (resumed ? isExecuting(task) : isMoved(task, ComputeTaskAction.TASK_ACTION_EXECUTING)) {
      attempts.run(
          task.getKey(), task, resumed, again -> compute(task, again), () -> isExecuting(task));
    }
  }

  private void compute(ComputeTask task, boolean again) throws Exception {
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
      LOG.debug("task {} is done", task.getKey());
    }
  }

  private boolean isMoved(ComputeTask task, ComputeTaskAction action) {
    return calls.move(
        ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(task.getKey())
            .setAction(action)
            .build());
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
