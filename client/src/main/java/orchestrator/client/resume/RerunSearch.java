package orchestrator.client.resume;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import orchestrator.client.resume.Rerun.Cause;
import orchestrator.proto.ComputeTask;

/**
 * Finds which tasks run again: those that are not done, those that are replaced with all that is
 * behind them, and what these need and cannot take from done tasks.
 */
final class RerunSearch {
  private final OldTasks tasks;
  private final Set<String> replaced;
  private final Map<String, Cause> causes = new LinkedHashMap<>();
  private final Map<String, Boolean> disabled = new HashMap<>();

  RerunSearch(OldTasks tasks, Set<String> replaced) {
    this.tasks = tasks;
    this.replaced = replaced;
  }

  /** The keys of the tasks that run again, each with its cause. */
  Map<String, Cause> causes() {
    for (ComputeTask task : tasks.ofPlan()) {
      if (replaced.contains(task.getKey())) {
        causes.put(task.getKey(), Cause.REPLACED);
      } else if (!OldTasks.isDone(task)) {
        causes.put(task.getKey(), Cause.NOT_DONE);
      } else if (OldTasks.parents(task).stream().anyMatch(causes::containsKey)) {
        causes.put(task.getKey(), Cause.INPUT_CHANGED);
      }
    }
    Deque<String> open = new ArrayDeque<>(causes.keySet());
    while (!open.isEmpty()) {
      for (String parent : OldTasks.parents(tasks.get(open.remove()))) {
        if (!causes.containsKey(parent)) {
          add(tasks.get(parent), open);
        }
      }
    }
    return causes;
  }

  private void add(ComputeTask parent, Deque<String> open) {
    String key = parent.getKey();
    if (OldTasks.isBroken(parent)) {
      causes.put(key, Cause.NOT_DONE);
      open.add(key);
    } else if (OldTasks.isDone(parent)
        && disabled.computeIfAbsent(key, unknown -> tasks.hasDisabledModel(parent))) {
      causes.put(key, Cause.OUTPUT_DISABLED);
      open.add(key);
    }
  }
}
