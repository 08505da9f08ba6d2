package orchestrator.lib.state;

import static orchestrator.lib.state.Role.OWNER;
import static orchestrator.lib.state.Role.WORKER;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_CANCELED;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_DONE;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_EXECUTING;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_BUILDING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_EXECUTING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;

import java.util.List;
import java.util.Set;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;

/**
 * Holds the state machine of compute tasks, as far as callers drive it. The statuses before
 * WAITING_FOR_EXECUTOR_SLOT follow from the task's function and its parents.
 */
public final class TaskStates {
  /** A task in one of these never changes again. */
  public static final Set<ComputeTaskStatus> FINAL =
      Set.of(STATUS_DONE, STATUS_FAILED, STATUS_CANCELED);

  private static final Set<ComputeTaskStatus> NOT_FINAL =
      Set.of(
          STATUS_WAITING_FOR_BUILDER_SLOT,
          STATUS_BUILDING,
          STATUS_WAITING_FOR_PARENT_TASKS,
          STATUS_WAITING_FOR_EXECUTOR_SLOT,
          STATUS_EXECUTING);

  /** What callers may ask for. */
  public static final StateMachine<ComputeTaskAction, ComputeTaskStatus> MACHINE =
      new StateMachine<>(
          List.of(
              new Transition<>(
                  TASK_ACTION_EXECUTING,
                  "transitionExecuting",
                  Set.of(WORKER),
                  Set.of(STATUS_WAITING_FOR_EXECUTOR_SLOT),
                  STATUS_EXECUTING),
              new Transition<>(
                  TASK_ACTION_DONE,
                  "transitionDone",
                  Set.of(WORKER),
                  Set.of(STATUS_EXECUTING),
                  STATUS_DONE),
              new Transition<>(
                  TASK_ACTION_FAILED,
                  "transitionFailed",
                  Set.of(OWNER, WORKER),
                  NOT_FINAL,
                  STATUS_FAILED),
              new Transition<>(
                  TASK_ACTION_CANCELED,
                  "transitionCanceled",
                  Set.of(OWNER, WORKER),
                  NOT_FINAL,
                  STATUS_CANCELED)));

  private TaskStates() {}
}
