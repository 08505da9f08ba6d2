package orchestrator.lib.service;

import java.util.List;
import orchestrator.lib.error.Kind;
import orchestrator.lib.operation.Transaction;
import orchestrator.lib.persistence.Children;
import orchestrator.lib.persistence.Tables;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;

/** Who is whose parent or child among tasks. */
final class TaskRelations {
  private TaskRelations() {}

  /** True if the task waits for no parent any more; reads parents up to the first unfinished. */
  static boolean parentsAreDone(Transaction transaction, ComputeTask task) {
    return Children.parents(task.getInputsList()).stream()
        .map(parent -> task(transaction, parent))
        .allMatch(parent -> parent.getStatus() == ComputeTaskStatus.STATUS_DONE);
  }

  /** The children of a task, in order of registration. */
  static List<ComputeTask> children(Transaction transaction, String parent) {
    return Children.of(transaction.database(), parent).stream()
        .map(child -> task(transaction, child))
        .toList();
  }

  private static ComputeTask task(Transaction transaction, String key) {
    return Lookup.find(transaction, Tables.TASKS, Kind.COMPUTE_TASK, key);
  }
}
