package orchestrator.lib.persistence;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Merges changes with the entries below them; a change hides the entry of the same key. */
final class OverlayScan implements Scan {
  private final NavigableMap<Key, Optional<byte[]>> changes;
  private final Scan below;
  private final Range range;
  private Map.@Nullable Entry<Key, Optional<byte[]>> change;
  private boolean belowRead;
  private boolean belowHasEntry;
  private @Nullable Key key;
  private byte @Nullable [] value;

  OverlayScan(NavigableMap<Key, Optional<byte[]>> changes, Reader below, Range range) {
    this.changes = range.descending() ? changes.descendingMap() : changes;
    this.below = below.scan(range);
    this.range = range;
    this.change = inRange(this.changes.ceilingEntry(start(range)));
  }

  /** The bound of the range's first entry, in the order of the scan. */
  private static Key start(Range range) {
    Key first = range.prefix().append(new byte[0]);
    // No key below the prefix begins with 0xff, which UTF-8 never uses.
    Key last = range.prefix().append(new byte[] {(byte) 0xff});
    return range.from().orElse(range.descending() ? last : first);
  }

  private Map.@Nullable Entry<Key, Optional<byte[]>> inRange(
      Map.@Nullable Entry<Key, Optional<byte[]>> entry) {
    return entry != null && entry.getKey().isBelow(range.prefix()) ? entry : null;
  }

  @Override
  public boolean next() {
    while (true) {
      if (!belowRead) {
        belowHasEntry = below.next();
        belowRead = true;
      }
      Map.Entry<Key, Optional<byte[]>> changed = change;
      if (changed == null) {
        return belowHasEntry && take(below.key(), below.value(), true);
      }
      int order = belowHasEntry ? compare(changed.getKey(), below.key()) : -1;
      if (order > 0) {
        return take(below.key(), below.value(), true);
      }
      change = inRange(changes.higherEntry(changed.getKey()));
      belowRead = order != 0;
      if (changed.getValue().isPresent()) {
        return take(changed.getKey(), changed.getValue().get(), false);
      }
    }
  }

  private boolean take(Key taken, byte[] takenValue, boolean fromBelow) {
    key = taken;
    value = takenValue;
    if (fromBelow) {
      belowRead = false;
    }
    return true;
  }

  private int compare(Key one, Key other) {
    return range.descending() ? other.compareTo(one) : one.compareTo(other);
  }

  @Override
  public Key key() {
    return current(key);
  }

  @Override
  public byte[] value() {
    return current(value);
  }

  private static <T> T current(@Nullable T what) {
    if (what == null) {
      throw new IllegalStateException("the scan has no current entry");
    }
    return what;
  }

  @Override
  public void seek(Key target) {
    change = inRange(changes.ceilingEntry(target));
    if (!belowRead || (belowHasEntry && compare(below.key(), target) < 0)) {
      below.seek(target);
      belowRead = false;
    }
  }

  @Override
  public void close() {
    below.close();
  }
}
