package orchestrator.lib.persistence;

import java.util.Collections;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds changes on top of a state that stays as it is: reads see the changes first, then what lies
 * below.
 *
 * <p>Overlays stack: a transaction's lies on that of its group, which lies on the store.
 */
public final class Overlay implements Database {
  private final Reader below;
  private final NavigableMap<Key, Optional<byte[]>> changes;

  /** Keys that have no value below, so that to delete them is to forget them. */
  private final Set<Key> inserted = new HashSet<>();

  /** No changes yet on top of this state. */
  public Overlay(Reader below) {
    this(below, new TreeMap<>());
  }

  private Overlay(Reader below, NavigableMap<Key, Optional<byte[]>> changes) {
    this.below = below;
    this.changes = changes;
  }

  /** The same changes, which must not become more, to read on top of another state. */
  public Reader on(Reader state) {
    return new Overlay(state, changes);
  }

  @Override
  public Optional<byte[]> get(Key key) {
    Optional<byte[]> change = changes.get(key);
    return change != null ? change : below.get(key);
  }

  @Override
  public Scan scan(Range range) {
    return changes.isEmpty() ? below.scan(range) : new OverlayScan(changes, below, range);
  }

  @Override
  public void put(Key key, byte[] value) {
    changes.put(key, Optional.of(value));
  }

  @Override
  public void insert(Key key, byte[] value) {
    if (changes.put(key, Optional.of(value)) == null) {
      inserted.add(key);
    }
  }

  @Override
  public void delete(Key key) {
    if (inserted.remove(key)) {
      changes.remove(key);
    } else {
      changes.put(key, Optional.empty());
    }
  }

  /** Takes over all changes of another overlay, which was made on top of this one. */
  public void apply(Overlay above) {
    above.changes.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            delete(key);
          } else if (above.inserted.contains(key)) {
            insert(key, value.get());
          } else {
            put(key, value.get());
          }
        });
  }

  /** The changed keys in order, each with its new value, or empty where it is removed. */
  public NavigableMap<Key, Optional<byte[]>> changes() {
    return Collections.unmodifiableNavigableMap(changes);
  }
}
