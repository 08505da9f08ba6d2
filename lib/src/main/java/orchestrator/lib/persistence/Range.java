package orchestrator.lib.persistence;

import java.util.Optional;

/**
 * Names the keys below a prefix, in one direction, from a key on.
 *
 * @param prefix all keys with these parts, and more, are in the range
 * @param from where to begin, inclusive; in a descending range the greatest key wanted
 * @param descending whether the greatest key comes first
 */
public record Range(Key prefix, Optional<Key> from, boolean descending) {
  /** All keys below the prefix, least first. */
  public static Range below(Key prefix) {
    return new Range(prefix, Optional.empty(), false);
  }

  /** All keys below the prefix, greatest first. */
  public static Range descendingBelow(Key prefix) {
    return new Range(prefix, Optional.empty(), true);
  }
}
