package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import orchestrator.lib.error.Errors;
import orchestrator.lib.persistence.Query;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.state.Role;
import orchestrator.lib.state.TaskStates;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;

/** Changes tasks' statuses, with what follows from them for children and plans. */
@Singleton
final class TaskTransitions {
  private static final String DEFAULT_REASON = "User action";

  private final ComputePlanService plans;

  @Inject
  TaskTransitions(ComputePlanService plans) {
    this.plans = plans;
  }

  /**
   * Does what the requester asks for.
   *
   * @param log why; empty for no reason in particular
   */
  void apply(Transaction transaction, ComputeTask task, ComputeTaskAction action, String log) {
    if (!TaskStates.MACHINE.allows(action, roles(task, transaction.requester()))) {
      throw Errors.denied("only task owner can update it");
    }
    ComputeTaskStatus status = TaskStates.MACHINE.after(action, task.getStatus());
    change(transaction, task, status, log.isEmpty() ? DEFAULT_REASON : log);
  }

  /** Gives each task of the function with a status another one, in the order of the tasks. */
  void changeAll(
      Transaction transaction,
      String functionKey,
      ComputeTaskStatus from,
      ComputeTaskStatus to,
      String reason) {
    tasks(transaction, functionKey, from).forEach(task -> change(transaction, task, to, reason));
  }

  /** Lets the tasks that waited for the build of the function go on. */
  void functionReady(Transaction transaction, String functionKey, String reason) {
    tasks(transaction, functionKey, ComputeTaskStatus.STATUS_BUILDING)
        .forEach(
            task ->
                change(
                    transaction,
                    task,
                    TaskRelations.parentsAreDone(transaction, task)
                        ? ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT
                        : ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS,
                    reason));
  }

  /** Gives the task the status, whatever it has, with all that follows. */
  void change(Transaction transaction, ComputeTask task, ComputeTaskStatus status, String reason) {
    put(transaction, task, status, reason);
    if (status == ComputeTaskStatus.STATUS_DONE) {
      freeChildren(transaction, task.getKey());
    } else if (status == ComputeTaskStatus.STATUS_FAILED) {
      plans.taskFailed(transaction, task.getComputePlanKey());
    }
  }

  private static void freeChildren(Transaction transaction, String parent) {
    TaskRelations.eachFreed(
        transaction,
        parent,
        child -> {
          if (child.getStatus() == ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS
              && TaskRelations.parentsAreDone(transaction, child)) {
            put(
                transaction,
                child,
                ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
                "Last parent task " + parent + " done");
          }
        });
  }

  private static void put(
      Transaction transaction, ComputeTask task, ComputeTaskStatus status, String reason) {
    ComputeTask changed = task.toBuilder().setStatus(status).build();
    Tables.TASKS.replace(transaction.database(), changed.getKey(), task, changed);
    EventLog.updated(transaction, Tables.TASKS, changed, reason);
  }

  private static Query<ComputeTask> tasks(
      Transaction transaction, String functionKey, ComputeTaskStatus status) {
    return Tables.TASKS
        .query(transaction.database())
        .where(Tables.TASKS_BY_FUNCTION_AND_STATUS, Tables.with(functionKey, status));
  }

  private static Set<Role> roles(ComputeTask task, String organization) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (task.getOwner().equals(organization)) {
      roles.add(Role.OWNER);
    }
    if (task.getWorker().equals(organization)) {
      roles.add(Role.WORKER);
    }
    return roles;
  }
}
