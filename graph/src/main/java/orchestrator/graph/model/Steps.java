package orchestrator.graph.model;

import java.util.Arrays;

/**
 * Holds for each node of a graph without circles how many nodes run before it in the longest way,
 * which is the step in which it can run if all take equally long.
 */
public final class Steps {
  private final int[] steps;
  private final int count;
  private final int widest;

  private Steps(int[] steps) {
    this.steps = steps;
    this.count = Arrays.stream(steps).max().orElse(-1) + 1;
    int[] widths = new int[count];
    for (int step : steps) {
      widths[step]++;
    }
    this.widest = Arrays.stream(widths).max().orElse(0);
  }

  /** Those of a graph, in time linear in its nodes and edges. */
  public static Steps of(Topology topology) {
    int[] steps = new int[topology.size()];
    for (int id : topology.order()) {
      for (int next : topology.successors(id)) {
        steps[next] = Math.max(steps[next], steps[id] + 1);
      }
    }
    return new Steps(steps);
  }

  /** The step of a node, from 0. */
  public int of(int id) {
    return steps[id];
  }

  /** How many steps there are. */
  public int count() {
    return count;
  }

  /** How many nodes the step has that has most. */
  public int widest() {
    return widest;
  }
}
