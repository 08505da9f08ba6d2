package orchestrator.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps what has arrived at joins until all of it is there. Safe for use by many threads. */
final class Joins {
  /** How many joins are remembered as done, so that an answer that comes twice is known. */
  private static final int REMEMBERED = 100_000;

  private final int most;
  private final NavigableMap<String, Arrivals> waiting = new TreeMap<>();
  private final Set<String> done = new LinkedHashSet<>();
  private final NavigableSet<String> doneByName = new TreeSet<>();

  /**
   * Keeps nothing yet.
   *
   * @param most how many joins may wait at the same time
   */
  Joins(int most) {
    this.most = most;
  }

  /**
   * Takes what has come to the end of a branch; what came to it before is replaced.
   *
   * @return what all branches gave, in their order, once it is complete; it stays here until {@link
   *     #finished}
   */
  synchronized Optional<List<Message<?>>> arrived(
      String join, int branch, int branches, Message<?> message) {
    if (done.contains(join)) {
      return Optional.empty();
    }
    Arrivals arrivals = waiting.get(join);
    if (arrivals == null) {
      if (waiting.size() >= most) {
        throw new IllegalStateException(
            "more than %d joins wait for messages; join %s has to wait".formatted(most, join));
      }
      arrivals = new Arrivals(branches);
      waiting.put(join, arrivals);
    }
    return arrivals.add(branch, message) ? Optional.of(arrivals.all()) : Optional.empty();
  }

  /** Forgets what had arrived, since the run has gone on. */
  synchronized void finished(String join) {
    waiting.remove(join);
    done.add(join);
    doneByName.add(join);
    if (done.size() > REMEMBERED) {
      String eldest = done.iterator().next();
      done.remove(eldest);
      doneByName.remove(eldest);
    }
  }

  /** The branches of a run whose ends have arrived at joins and wait there for others. */
  synchronized Set<String> waiting(String run) {
    Set<String> branches = new TreeSet<>();
    // The character behind '/' is '0'.
    waiting
        .subMap(run + "/", run + "0")
        .forEach((join, arrivals) -> arrivals.addTo(branches, join));
    return branches;
  }

  /** Forgets all joins of a run, so that another one may have its name. */
  synchronized void forget(String run) {
    if (waiting.isEmpty() && done.isEmpty()) {
      return;
    }
    // The character behind '/' is '0'.
    waiting.subMap(run + "/", run + "0").clear();
    Set<String> over = doneByName.subSet(run + "/", run + "0");
    over.forEach(done::remove);
    over.clear();
  }

  /** Counts what has arrived at one join. */
  private static final class Arrivals {
    private final @Nullable Message<?>[] messages;
    private int missing;

    Arrivals(int branches) {
      messages = new Message<?>[branches];
      missing = branches;
    }

    /** True when all are there. */
    boolean add(int branch, Message<?> message) {
      missing -= messages[branch] == null ? 1 : 0;
      messages[branch] = message;
      return missing == 0;
    }

    void addTo(Set<String> branches, String join) {
      for (int branch = 0; branch < messages.length; branch++) {
        if (messages[branch] != null) {
          branches.add(join + "@" + branch);
        }
      }
    }

    List<Message<?>> all() {
      List<Message<?>> all = new ArrayList<>(messages.length);
      for (Message<?> message : messages) {
        all.add(Objects.requireNonNull(message));
      }
      return all;
    }
  }
}
