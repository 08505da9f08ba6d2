package orchestrator.flow.durable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orchestrator.proto.ComputeTask;

/**
 * Finds the hops of a run from which it goes on: those that no other hop came after, and those
 * behind which a fork began that has not ended. Of such a fork a process may have died before all
 * ways had begun; and what came to its join without a hop, an empty way for example, was known to
 * that process alone.
 */
final class OpenHops {
  private final List<ComputeTask> hops;
  private final Set<String> joined = new HashSet<>();

  /** Finds them among all hops of a run, which stand in the order of their registration. */
  OpenHops(List<ComputeTask> hops) {
    this.hops = hops;
    hops.forEach(hop -> joined.addAll(FlowTasks.joins(hop)));
  }

  /** Whether the run began with a fork that has not ended. */
  boolean isStartOpen() {
    return hops.stream().anyMatch(hop -> hop.getInputsCount() == 0 && isInOpenFork(hop));
  }

  private boolean isInOpenFork(ComputeTask hop) {
    return !joined.containsAll(FlowTasks.forks(hop));
  }

  /** The hops, in the order of their registration. */
  List<ComputeTask> all() {
    Set<String> followed = new HashSet<>();
    Set<String> forking = new HashSet<>();
    for (ComputeTask hop : hops) {
      boolean isInOpenFork = isInOpenFork(hop);
      hop.getInputsList()
          .forEach(
              input -> {
                String parent = input.getParentTaskOutput().getParentTaskKey();
                followed.add(parent);
                if (isInOpenFork) {
                  forking.add(parent);
                }
              });
    }
    return hops.stream()
        .filter(hop -> !followed.contains(hop.getKey()) || forking.contains(hop.getKey()))
        .toList();
  }
}
