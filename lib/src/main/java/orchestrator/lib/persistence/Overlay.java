package orchestrator.lib.persistence;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
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
  public void delete(Key key) {
    changes.put(key, Optional.empty());
  }

  /** Takes over all changes of another overlay, which was made on top of this one. */
  public void apply(Overlay above) {
    changes.putAll(above.changes);
  }

  /** The changed keys in order, each with its new value, or empty where it is removed. */
  public NavigableMap<Key, Optional<byte[]>> changes() {
    return Collections.unmodifiableNavigableMap(changes);
  }
}
