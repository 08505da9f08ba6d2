package orchestrator.chaincode;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Scan;
import org.jspecify.annotations.Nullable;

/**
 * Walks backwards through a range in a transaction that writes. It reads the whole range first,
 * since a peer walks forward only, and lets such a transaction begin nowhere else.
 */
final class ReversedScan implements Scan {
  private NavigableMap<Key, byte[]> rest = new TreeMap<>();
  private Map.@Nullable Entry<Key, byte[]> current;

  /**
   * The entries of another scan, the last one first.
   *
   * @param from the greatest key wanted
   */
  ReversedScan(Scan ascending, Optional<Key> from) {
    while (ascending.next() && (from.isEmpty() || ascending.key().compareTo(from.get()) <= 0)) {
      rest.put(ascending.key(), ascending.value());
    }
  }

  @Override
  public boolean next() {
    current = rest.pollLastEntry();
    return current != null;
  }

  @Override
  public Key key() {
    return ScanSupport.current(current).getKey();
  }

  @Override
  public byte[] value() {
    return ScanSupport.current(current).getValue();
  }

  @Override
  public void seek(Key target) {
    rest = rest.headMap(target, true);
  }

  @Override
  public void close() {
    rest = new TreeMap<>();
  }
}
