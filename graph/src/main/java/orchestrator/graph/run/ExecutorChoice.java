package orchestrator.graph.run;

import java.util.List;
import java.util.Set;
import orchestrator.executor.NodeExecutor;

/**
 * Chooses who runs a node: for the engines that wait only, this process; else the executor that has
 * the name of the node's target, else the first that is healthy, else the first.
 */
final class ExecutorChoice {
  private static final Set<String> HERE = Set.of("sleep");

  private final NodeExecutor here;
  private final List<NodeExecutor> elsewhere;

  /**
   * Chooses between this process and other executors.
   *
   * @param here runs in this process
   * @param elsewhere at least one, in the order of preference
   */
  ExecutorChoice(NodeExecutor here, List<NodeExecutor> elsewhere) {
    this.here = here;
    this.elsewhere = List.copyOf(elsewhere);
  }

  /**
   * Names the executor for a node.
   *
   * @param lost how many tries of the node got lost; the one that lost it is asked again last
   */
  NodeExecutor choose(String engine, String target, int lost) {
    if (HERE.contains(engine)) {
      return here;
    }
    for (NodeExecutor executor : elsewhere) {
      if (executor.name().equals(target)) {
        return executor;
      }
    }
    List<NodeExecutor> healthy = elsewhere.stream().filter(NodeExecutor::isHealthy).toList();
    return healthy.isEmpty()
        ? elsewhere.get(lost % elsewhere.size())
        : healthy.get(lost % healthy.size());
  }

  void close() {
    here.close();
    elsewhere.forEach(NodeExecutor::close);
  }
}
