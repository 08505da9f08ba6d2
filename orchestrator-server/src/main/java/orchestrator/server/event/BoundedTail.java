package orchestrator.server.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Keeps the newest entries of a log in memory, as many as a bound on their bytes allows. One thread
 * adds, any number of threads read.
 *
 * @param <K> the keys, in the order of the log
 */
public final class BoundedTail<K extends Comparable<K>, V> {
  private final long maxBytes;
  private final ToIntFunction<V> size;
  private final ConcurrentSkipListMap<K, V> entries = new ConcurrentSkipListMap<>();
  private long bytes;

  /** The last entry that is not here: all that come after it are. */
  private volatile K floor;

  /**
   * An empty tail.
   *
   * @param end the log's last key, or one before all where it has none
   * @param size how many bytes an entry counts
   */
  public BoundedTail(K end, long maxBytes, ToIntFunction<V> size) {
    this.floor = end;
    this.maxBytes = maxBytes;
    this.size = size;
  }

  /** Sets the log's last key while the tail is empty, for a log whose end was not known before. */
  public void startAfter(K end) {
    floor = end;
  }

  /** Adds what comes next in the log; what is there already is left out. */
  public void add(K key, V value) {
    if (key.compareTo(floor) <= 0) {
      return;
    }
    entries.put(key, value);
    bytes += size.applyAsInt(value);
    while (bytes > maxBytes) {
      Map.Entry<K, V> oldest = entries.firstEntry();
      // The floor rises first, so that a reader that misses the entry knows that it did.
      floor = oldest.getKey();
      entries.remove(oldest.getKey());
      bytes -= size.applyAsInt(oldest.getValue());
    }
  }

  /** The next entries after a key, at most so many; empty if they are not all here. */
  public Optional<List<V>> after(K key, int most) {
    List<V> next = new ArrayList<>();
    for (V value : entries.tailMap(key, false).values()) {
      if (next.size() == most) {
        break;
      }
      next.add(value);
    }
    return reachesBackTo(key) ? Optional.of(next) : Optional.empty();
  }

  /** True if all that comes after a key is here. */
  public boolean reachesBackTo(K key) {
    return key.compareTo(floor) >= 0;
  }

  /** The entries that are here, the newest first. */
  public Stream<V> newestFirst() {
    return entries.descendingMap().values().stream();
  }
}
