package orchestrator.e2e.model;

import java.util.Set;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ApplyTaskActionResponse;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;

/** Answers the calls that change registered compute tasks. */
final class Tasks {
  private static final Set<ComputeTaskStatus> FINAL =
      Set.of(
          ComputeTaskStatus.STATUS_DONE,
          ComputeTaskStatus.STATUS_CANCELED,
          ComputeTaskStatus.STATUS_FAILED);

  private Tasks() {}

  static ComputeTask find(Call call, String key) {
    return Lookup.find(call.state().tasks, Kind.TASK, key);
  }

  static boolean isFinal(ComputeTask task) {
    return FINAL.contains(task.getStatus());
  }

  static boolean parentsDone(State state, ComputeTask task) {
    return TaskGraph.parents(task.getInputsList()).stream()
        .allMatch(
            parent ->
                Lookup.find(state.tasks, Kind.TASK, parent).getStatus()
                    == ComputeTaskStatus.STATUS_DONE);
  }

  static ApplyTaskActionResponse apply(Call call, ApplyTaskActionParam request) {
    String key = Lookup.lower(request.getComputeTaskKey());
    ComputeTask task = find(call, key);
    String reason = request.getLog().isEmpty() ? Functions.USER_ACTION : request.getLog();
    switch (request.getAction()) {
      case TASK_ACTION_EXECUTING -> {
        allow(call.isRequester(task.getWorker()));
        allow(
            task.getStatus() == ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
            task,
            "transitionExecuting");
        change(call, task, ComputeTaskStatus.STATUS_EXECUTING, reason);
      }
      case TASK_ACTION_DONE -> {
        allow(call.isRequester(task.getWorker()));
        allow(task.getStatus() == ComputeTaskStatus.STATUS_EXECUTING, task, "transitionDone");
        change(call, task, ComputeTaskStatus.STATUS_DONE, reason);
        freeChildren(call, key);
      }
      case TASK_ACTION_FAILED -> {
        allow(isOwnerOrWorker(call, task));
        allow(!isFinal(task), task, "transitionFailed");
        change(call, task, ComputeTaskStatus.STATUS_FAILED, reason);
      }
      case TASK_ACTION_CANCELED -> {
        allow(isOwnerOrWorker(call, task));
        allow(!isFinal(task), task, "transitionCanceled");
        change(call, task, ComputeTaskStatus.STATUS_CANCELED, reason);
      }
      default -> throw Refusal.exactly(ErrorCode.OE0102, "only task owner can update it");
    }
    return ApplyTaskActionResponse.getDefaultInstance();
  }

  private static boolean isOwnerOrWorker(Call call, ComputeTask task) {
    return call.isRequester(task.getOwner()) || call.isRequester(task.getWorker());
  }

  private static void allow(boolean allowed) {
    if (!allowed) {
      throw Refusal.exactly(ErrorCode.OE0102, "only task owner can update it");
    }
  }

  private static void allow(boolean allowed, ComputeTask task, String transition) {
    if (!allowed) {
      throw Refusal.exactly(
          ErrorCode.OE0104,
          "event " + transition + " inappropriate in current state " + task.getStatus());
    }
  }

  private static void freeChildren(Call call, String parent) {
    for (ComputeTask child : call.state().childrenOf(parent)) {
      if (child.getStatus() == ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS
          && parentsDone(call.state(), child)) {
        change(
            call,
            child,
            ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
            "Last parent task " + parent + " done");
      }
    }
  }

  /** Sets the status, with what that does to the plan. */
  static void change(Call call, ComputeTask task, ComputeTaskStatus to, String reason) {
    ComputeTask changed = task.toBuilder().setStatus(to).build();
    call.state().tasks.put(changed.getKey(), changed);
    call.updated(Kind.TASK, changed.getKey(), changed, reason);
    if (to == ComputeTaskStatus.STATUS_FAILED) {
      Plans.fail(call, task.getComputePlanKey());
    }
  }
}
