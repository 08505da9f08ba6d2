package orchestrator.graph.run;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds the nodes that can start, and gives them out as places become free: those of a higher
 * priority first, and of these each graph one in turn.
 */
final class ReadyQueue {
  /** A node of a run. */
  record Item(GraphRun run, int node) {}

  private final Map<Integer, LinkedHashMap<GraphRun, Deque<Integer>>> levels =
      new TreeMap<>(Comparator.reverseOrder());
  private int free;

  /**
   * An empty one.
   *
   * @param places how many nodes may run at the same time
   */
  ReadyQueue(int places) {
    free = places;
  }

  synchronized void add(GraphRun run, int node) {
    levels
        .computeIfAbsent(run.node(node).options().priority(), level -> new LinkedHashMap<>())
        .computeIfAbsent(run, graph -> new ArrayDeque<>())
        .add(node);
  }

  /** The next node, with a place to run in; empty when there is none, or no place. */
  synchronized Optional<Item> take() {
    if (free == 0 || levels.isEmpty()) {
      return Optional.empty();
    }
    free--;
    Map.Entry<Integer, LinkedHashMap<GraphRun, Deque<Integer>>> level =
        levels.entrySet().iterator().next();
    Map.Entry<GraphRun, Deque<Integer>> turn = level.getValue().entrySet().iterator().next();
    int node = turn.getValue().remove();
    // The graph goes to the end of the round.
    level.getValue().remove(turn.getKey());
    if (!turn.getValue().isEmpty()) {
      level.getValue().put(turn.getKey(), turn.getValue());
    } else if (level.getValue().isEmpty()) {
      levels.remove(level.getKey());
    }
    return Optional.of(new Item(turn.getKey(), node));
  }

  /** Gives a place back. */
  synchronized void release() {
    free++;
  }

  /** Forgets the nodes of a run. */
  synchronized void remove(GraphRun run) {
    levels.values().forEach(level -> level.remove(run));
    levels.values().removeIf(Map::isEmpty);
  }
}
