package orchestrator.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputeTask;

/**
 * Puts the tasks of one request into the order in which a server registers and lists them: first
 * those without a parent in the request, as they come, then those that each of these frees.
 */
final class RegistrationOrder {
  private RegistrationOrder() {}

  /** The tasks in that order; those on a cycle, which no server registers, are left out. */
  static List<NewComputeTask> of(List<NewComputeTask> request) {
    Set<String> keys = request.stream().map(NewComputeTask::getKey).collect(Collectors.toSet());
    Map<String, List<NewComputeTask>> children = new LinkedHashMap<>();
    Map<String, Integer> missing = new HashMap<>();
    List<NewComputeTask> ordered = new ArrayList<>();
    for (NewComputeTask task : request) {
      Set<String> parents = parents(task, keys);
      parents.forEach(key -> children.computeIfAbsent(key, any -> new ArrayList<>()).add(task));
      missing.put(task.getKey(), parents.size());
      if (parents.isEmpty()) {
        ordered.add(task);
      }
    }
    for (int next = 0; next < ordered.size(); next++) {
      for (NewComputeTask child : children.getOrDefault(ordered.get(next).getKey(), List.of())) {
        if (missing.merge(child.getKey(), -1, Integer::sum) == 0) {
          ordered.add(child);
        }
      }
    }
    return ordered;
  }

  private static Set<String> parents(NewComputeTask task, Set<String> among) {
    Set<String> parents = new HashSet<>();
    for (ComputeTaskInput input : task.getInputsList()) {
      String parent = input.getParentTaskOutput().getParentTaskKey();
      if (among.contains(parent)) {
        parents.add(parent);
      }
    }
    return parents;
  }
}
