package orchestrator.scenario.report;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * Counts what an entry of the settings does, by step and second. Safe for many threads, which wait
 * for each other: entries are many, and each has its own.
 */
final class EntryTally {
  /** Above this many seconds that nobody has taken, the last of them takes all. */
  private static final int MOST_OPEN = 64;

  private final int stepCount;
  private final SortedMap<Integer, Tally> byStep = new TreeMap<>();
  private final Tally all = new Tally();
  private final TreeMap<Long, SortedMap<Integer, Tally>> open = new TreeMap<>();
  private Optional<Figures> taken = Optional.empty();
  private long next;
  private boolean isOver;

  EntryTally(int stepCount) {
    this.stepCount = stepCount;
  }

  /**
   * Counts something, in its second if that has not been taken yet, else in the next; after the
   * end, nowhere.
   */
  synchronized void note(int step, long second, Consumer<Tally> what) {
    if (step < 0 || step >= stepCount) {
      throw new IllegalArgumentException("There is no step " + step + " of " + stepCount);
    }
    if (!isOver) {
      long counted = Math.max(second, next);
      if (open.size() >= MOST_OPEN && !open.containsKey(counted)) {
        counted = open.lastKey();
      }
      what.accept(
          open.computeIfAbsent(counted, any -> new TreeMap<>())
              .computeIfAbsent(step, any -> new Tally()));
    }
  }

  /** Takes what was counted by step in this second, and in those before it. */
  synchronized SortedMap<Integer, Tally> take(long second) {
    SortedMap<Integer, Tally> steps = new TreeMap<>();
    while (!open.isEmpty() && open.firstKey() <= second) {
      open.pollFirstEntry()
          .getValue()
          .forEach((step, tally) -> steps.merge(step, tally, EntryTally::sum));
    }
    steps.forEach(
        (step, tally) -> {
          byStep.computeIfAbsent(step, any -> new Tally()).add(tally);
          all.add(tally);
        });
    taken = steps.isEmpty() ? taken : Optional.empty();
    next = Math.max(next, second + 1);
    return steps;
  }

  /** Counts nothing more, and tells which is the last second that something is counted in. */
  synchronized long end() {
    isOver = true;
    return open.isEmpty() ? next - 1 : open.lastKey();
  }

  /** All that was counted until now; times only of the seconds that were taken. */
  synchronized Figures figures() {
    Figures sum = taken.orElseGet(all::figures);
    taken = Optional.of(sum);
    for (SortedMap<Integer, Tally> second : open.values()) {
      for (Tally tally : second.values()) {
        sum = sum.plus(tally.counts());
      }
    }
    return sum;
  }

  private static Tally sum(Tally one, Tally other) {
    one.add(other);
    return one;
  }

  /** What the seconds that were taken come to, by step. */
  synchronized void eachStep(ObjIntConsumer<Figures> action) {
    byStep.forEach((step, tally) -> action.accept(tally.figures(), step));
  }
}
