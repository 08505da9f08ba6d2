package orchestrator.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a visit that is undone if the run fails, and those before it.
 *
 * @param visit the visit
 * @param laps the laps of the loops around it, as in {@link Header#laps}
 * @param body what the visit gave, and what its compensation takes
 * @param before the visit that was made before it; null for none
 * @param depth how many there are, this one included
 */
public record ToUndo(String visit, String laps, Object body, @Nullable ToUndo before, int depth) {
  static ToUndo push(@Nullable ToUndo before, String visit, String laps, Object body) {
    return new ToUndo(visit, laps, body, before, before == null ? 1 : before.depth + 1);
  }

  /** Puts on top of these what a branch has added to what was there before it. */
  static @Nullable ToUndo join(@Nullable ToUndo onto, @Nullable ToUndo branch, int base) {
    Deque<ToUndo> added = new ArrayDeque<>();
    for (ToUndo one = branch; one != null && one.depth > base; one = one.before) {
      added.push(one);
    }
    ToUndo joined = onto;
    for (ToUndo one : added) {
      joined = push(joined, one.visit, one.laps, one.body);
    }
    return joined;
  }

  /** How many at the bottom are the same visits. */
  @SuppressWarnings("ReferenceEquality") // The same object has the same ones below it.
  static int common(@Nullable ToUndo left, @Nullable ToUndo right) {
    ToUndo a = bottom(left, depth(right));
    ToUndo b = bottom(right, depth(left));
    int common = depth(a);
    for (int here = common; a != null && b != null && a != b; here--) {
      if (!a.visit.equals(b.visit) || !a.laps.equals(b.laps)) {
        common = here - 1;
      }
      a = a.before;
      b = b.before;
    }
    return common;
  }

  /** The lowest of them, so many at most. */
  static @Nullable ToUndo bottom(@Nullable ToUndo all, int most) {
    ToUndo left = all;
    while (left != null && left.depth > most) {
      left = left.before;
    }
    return left;
  }

  /** Compares one after the other, since a long run has more than the stack is deep. */
  @Override
  @SuppressWarnings("ReferenceEquality") // The same object has the same ones below it.
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof ToUndo that) || depth != that.depth) {
      return false;
    }
    ToUndo a = this;
    ToUndo b = that;
    while (a != null && b != null && a != b) {
      if (!a.visit.equals(b.visit) || !a.laps.equals(b.laps) || !a.body.equals(b.body)) {
        return false;
      }
      a = a.before;
      b = b.before;
    }
    return a == b;
  }

  @Override
  public int hashCode() {
    return Objects.hash(visit, laps, body, depth);
  }

  @Override
  public String toString() {
    String last = laps.isEmpty() ? visit : visit + "#" + laps;
    return before == null ? last : last + " and " + (depth - 1) + " before";
  }

  private static int depth(@Nullable ToUndo all) {
    return all == null ? 0 : all.depth;
  }
}
