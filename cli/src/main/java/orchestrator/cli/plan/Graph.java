package orchestrator.cli.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;

/**
 * Holds a plan's tasks as nodes, and what they take from one another as edges.
 *
 * @param title the plan's name
 * @param nodes parents before children
 * @param edges from a task to one that takes its outputs
 */
record Graph(String title, List<Node> nodes, List<Edge> edges) {
  /**
   * Holds a task.
   *
   * @param key the task's key
   * @param name of its function
   * @param worker who runs it
   * @param status in words
   * @param rank its place from the left
   * @param isOfPlan whether it is of this plan, and not of another whose outputs are taken
   */
  record Node(String key, String name, String worker, String status, int rank, boolean isOfPlan) {}

  /**
   * Holds what one task takes from another.
   *
   * @param from the parent's key
   * @param to the child's key
   * @param label the outputs that are taken
   */
  record Edge(String from, String to, String label) {}

  static Graph read(OrchestratorClient client, String planKey) {
    ComputePlan plan = PlanReader.plan(client, planKey);
    FunctionNames functions = new FunctionNames(client);
    functions.readOfPlan(planKey);
    Map<String, ComputeTask> tasks = new LinkedHashMap<>();
    Tasks.ofPlan(client, planKey)
        .sorted(Comparator.comparingInt(ComputeTask::getRank))
        .forEach(task -> tasks.put(task.getKey(), task));
    Set<String> others = new LinkedHashSet<>();
    List<Edge> edges = new ArrayList<>();
    for (ComputeTask task : tasks.values()) {
      Map<String, Set<String>> taken = new LinkedHashMap<>();
      task.getInputsList().stream()
          .filter(ComputeTaskInput::hasParentTaskOutput)
          .map(ComputeTaskInput::getParentTaskOutput)
          .forEach(
              output ->
                  taken
                      .computeIfAbsent(output.getParentTaskKey(), key -> new LinkedHashSet<>())
                      .add(output.getOutputIdentifier()));
      taken.forEach(
          (parent, outputs) -> {
            if (!tasks.containsKey(parent)) {
              others.add(parent);
            }
            edges.add(new Edge(parent, task.getKey(), String.join(", ", outputs)));
          });
    }
    List<Node> nodes = new ArrayList<>();
    others.forEach(key -> nodes.add(node(Tasks.get(client, key), functions, false)));
    tasks.values().forEach(task -> nodes.add(node(task, functions, true)));
    return new Graph(plan.getName(), nodes, edges);
  }

  private static Node node(ComputeTask task, FunctionNames functions, boolean isOfPlan) {
    return new Node(
        task.getKey(),
        functions.of(task.getFunctionKey()),
        task.getWorker(),
        Tasks.words(task.getStatus()),
        isOfPlan ? task.getRank() : -1,
        isOfPlan);
  }
}
