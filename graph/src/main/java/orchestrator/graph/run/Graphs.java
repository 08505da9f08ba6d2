package orchestrator.graph.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the graphs that are in memory: all that run, and of those that ended as many as fit; the
 * rest can be read again.
 */
final class Graphs {
  /** How many nodes ended graphs may have together. */
  private static final int MOST_ENDED = 200_000;

  private final Map<String, GraphRun> running = new LinkedHashMap<>();
  private final Map<String, GraphRun> ended = new LinkedHashMap<>(16, 0.75f, true);
  private long endedNodes;
  private long runningNodes;

  synchronized void add(GraphRun run) {
    if (running.put(run.planKey(), run) == null) {
      runningNodes += run.size();
    }
  }

  synchronized Optional<GraphRun> running(String planKey) {
    return Optional.ofNullable(running.get(planKey));
  }

  synchronized Optional<GraphRun> find(String planKey) {
    GraphRun run = running.get(planKey);
    return Optional.ofNullable(run != null ? run : ended.get(planKey));
  }

  /** How many nodes the running graphs have. */
  synchronized long runningNodes() {
    return runningNodes;
  }

  synchronized boolean isIdle() {
    return running.isEmpty();
  }

  synchronized List<GraphRun> allRunning() {
    return new ArrayList<>(running.values());
  }

  /** A graph has ended, or was read after its end. */
  synchronized void ended(GraphRun run) {
    forget(run.planKey());
    ended.put(run.planKey(), run);
    endedNodes += 1 + run.size();
    Iterator<GraphRun> oldest = ended.values().iterator();
    while (endedNodes > MOST_ENDED && ended.size() > 1) {
      endedNodes -= 1 + oldest.next().size();
      oldest.remove();
    }
  }

  synchronized void forget(String planKey) {
    GraphRun run = running.remove(planKey);
    if (run != null) {
      runningNodes -= run.size();
    }
    GraphRun old = ended.remove(planKey);
    if (old != null) {
      endedNodes -= 1 + old.size();
    }
  }
}
