package orchestrator.executor.queue;

import java.util.Comparator;
import java.util.TreeSet;
import orchestrator.executor.Work;

/**
 * Holds the works of a graph that wait, and what decides when its turn is.
 *
 * @param <E> a work that waits
 */
final class Line<E extends Line.Entry> {
  /** What a work takes besides its texts, about. */
  private static final long BYTES = 400;

  final String graph;
  final TreeSet<E> places =
      new TreeSet<>(
          Comparator.<E>comparingInt(place -> -place.priority)
              .thenComparingLong(place -> place.number));
  int running;

  /** When it had its last turn, or came; no two lines have the same. */
  long turn;

  Line(String graph, long turn) {
    this.graph = graph;
    this.turn = turn;
  }

  static <E extends Entry> Comparator<Line<E>> byTurn() {
    return Comparator.<Line<E>>comparingInt(line -> line.running)
        .thenComparingLong(line -> line.turn);
  }

  /** A work with its place in a line. */
  abstract static class Entry {
    final Work work;
    final int priority;
    final long bytes;

    /** Which place it has among all that came; lower came earlier. */
    long number;

    Entry(Work work) {
      this.work = work;
      // The lowest number has no opposite.
      priority = Math.max(work.priority(), -Integer.MAX_VALUE);
      bytes = bytes(work);
    }

    private static long bytes(Work work) {
      long characters = (long) work.name().length() + work.artifact().length();
      for (String argument : work.arguments()) {
        characters += argument.length() + 50L;
      }
      for (var output : work.outputs().entrySet()) {
        characters += (long) output.getKey().length() + output.getValue().length() + 100L;
      }
      for (var variable : work.environment().entrySet()) {
        characters += (long) variable.getKey().length() + variable.getValue().length() + 100L;
      }
      return BYTES + characters;
    }
  }
}
