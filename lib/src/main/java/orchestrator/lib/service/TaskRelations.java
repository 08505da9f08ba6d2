package orchestrator.lib.service;

import java.util.function.Consumer;
import orchestrator.lib.persistence.Children;
import orchestrator.lib.persistence.ParentTree;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;

/** Keeps who is whose parent or child among tasks. */
final class TaskRelations {
  private TaskRelations() {}

  /**
   * True if the task waits for no parent any more. Reads one key; of a task without a {@link
   * ParentTree} its parents, up to the first unfinished.
   */
  static boolean parentsAreDone(Transaction transaction, ComputeTask task) {
    return ParentTree.isWon(transaction.database(), task.getKey())
        .orElseGet(
            () ->
                Children.parents(task.getInputsList()).stream()
                    .map(parent -> Lookup.brief(transaction, parent))
                    .allMatch(parent -> parent.getStatus() == ComputeTaskStatus.STATUS_DONE));
  }

  /**
   * Hands over the children that may wait for no parent any more now that one is DONE, in order of
   * registration and one at a time. Reads no child that waits for another one still.
   */
  static void eachFreed(Transaction transaction, String parent, Consumer<ComputeTask> use) {
    for (Children.Child child : Children.of(transaction.database(), parent)) {
      if (child
          .place()
          .map(place -> ParentTree.done(transaction.database(), child.key(), place))
          .orElse(true)) {
        use.accept(Lookup.find(transaction, Tables.TASKS, child.key()));
      }
    }
  }
}
