package orchestrator.lib.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Children;
import orchestrator.proto.NewComputeTask;

/**
 * Finds the order in which the tasks of a request are registered, in time linear in tasks and
 * edges.
 */
final class TaskGraph {
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private TaskGraph() {}

  /**
   * The tasks with parents before children: first those that wait for no task of the request, in
   * request order, then for each task in turn those that it frees, in request order.
   *
   * @param tasks no two with the same key
   * @param isRegistered tells whether a parent that is not among the tasks exists
   * @throws OrchestratorException OE0101 if a parent does not exist, or if tasks wait for one
   *     another
   */
  static List<NewComputeTask> sorted(List<NewComputeTask> tasks, Predicate<String> isRegistered) {
    TaskGraph graph = new TaskGraph();
    tasks.forEach(task -> graph.nodes.put(task.getKey(), new Node(task)));
    graph.nodes.values().forEach(node -> graph.connect(node, isRegistered));
    return graph.sorted();
  }

  private void connect(Node child, Predicate<String> isRegistered) {
    for (String key : Children.parents(child.task.getInputsList())) {
      Node parent = nodes.get(key);
      if (parent != null) {
        parent.children.add(child);
        child.missing++;
      } else if (!isRegistered.test(key)) {
        // Never comes down to zero, since nothing registers this parent.
        child.missing++;
      }
    }
  }

  private List<NewComputeTask> sorted() {
    List<NewComputeTask> sorted = new ArrayList<>(nodes.size());
    Queue<Node> ready = new ArrayDeque<>();
    nodes.values().stream().filter(Node::isReady).forEach(ready::add);
    for (Node node = ready.poll(); node != null; node = ready.poll()) {
      sorted.add(node.task);
      for (Node child : node.children) {
        child.missing--;
        if (child.isReady()) {
          ready.add(child);
        }
      }
    }
    if (sorted.size() < nodes.size()) {
      throw Errors.invalid(
          "cyclic dependency in compute plan graph or unknown task parent, unsorted_tasks_count: "
              + (nodes.size() - sorted.size()));
    }
    return sorted;
  }

  private static final class Node {
    private final NewComputeTask task;
    private final List<Node> children = new ArrayList<>();
    private int missing;

    Node(NewComputeTask task) {
      this.task = task;
    }

    boolean isReady() {
      return missing == 0;
    }
  }
}
