package orchestrator.e2e.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputeTask;

/** Knows each task's parents and children. */
final class TaskGraph {
  private TaskGraph() {}

  /** The keys of the tasks whose outputs are among the inputs, each once, in order. */
  static Set<String> parents(List<ComputeTaskInput> inputs) {
    Set<String> parents = new LinkedHashSet<>();
    for (ComputeTaskInput input : inputs) {
      if (input.hasParentTaskOutput()) {
        parents.add(input.getParentTaskOutput().getParentTaskKey());
      }
    }
    return parents;
  }

  /**
   * The order of registration: first the tasks all of whose parents are registered, in the order of
   * the request; then for each of these, first in first out, those that it frees.
   *
   * @throws Refusal when a task has a parent that is nowhere, or is in a cycle
   */
  static List<NewComputeTask> sorted(
      List<NewComputeTask> request, Map<String, ComputeTask> registered) {
    Set<String> placed = new HashSet<>(registered.keySet());
    Deque<NewComputeTask> queue = new ArrayDeque<>();
    Set<String> queued = new HashSet<>();
    for (NewComputeTask task : request) {
      if (placed.containsAll(parents(task.getInputsList()))) {
        queue.add(task);
        queued.add(task.getKey());
      }
    }
    List<NewComputeTask> sorted = new ArrayList<>();
    while (!queue.isEmpty()) {
      NewComputeTask next = queue.remove();
      sorted.add(next);
      placed.add(next.getKey());
      for (NewComputeTask task : request) {
        if (!queued.contains(task.getKey()) && placed.containsAll(parents(task.getInputsList()))) {
          queue.add(task);
          queued.add(task.getKey());
        }
      }
    }
    if (sorted.size() < request.size()) {
      throw Refusal.exactly(
          ErrorCode.OE0101,
          "cyclic dependency in compute plan graph or unknown task parent, unsorted_tasks_count: "
              + (request.size() - sorted.size()));
    }
    return sorted;
  }
}
