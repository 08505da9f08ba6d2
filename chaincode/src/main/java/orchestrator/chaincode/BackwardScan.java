package orchestrator.chaincode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Scan;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Walks backwards through a range in a transaction that only reads, though a peer walks forward
 * only. A page may begin anywhere, so the walk looks for a place from which one page reaches to the
 * end, by halving what lies between entries that it has met and the end; it gives that page from
 * its last entry to its first; then the place is the end. So the last entries of a long list cost
 * some tens of queries instead of all of it.
 */
final class BackwardScan implements Scan {
  private final ChaincodeStub stub;
  private final Key prefix;
  private final CompositeKey range;
  private final Key first;
  // Keys that are there, from which a page did not reach to the end.
  private final TreeSet<Key> met = new TreeSet<>();
  private final Deque<KeyValue> window = new ArrayDeque<>();
  // What is here or after it was given, or is in the window.
  private Key end;
  private boolean exhausted;
  private @Nullable KeyValue current;

  /**
   * The entries below a prefix, the greatest first.
   *
   * @param from the greatest key wanted
   */
  BackwardScan(ChaincodeStub stub, Key prefix, Optional<Key> from) {
    this.stub = stub;
    this.prefix = prefix;
    this.range = ScanSupport.below(prefix);
    this.first = prefix.append(new byte[0]);
    // No key below the prefix begins with 0xff, which UTF-8 never uses.
    this.end = from.map(KeySpace::after).orElseGet(() -> prefix.append(new byte[] {(byte) 0xff}));
  }

  @Override
  public boolean next() {
    if (window.isEmpty() && !exhausted) {
      fill();
    }
    current = window.pollLast();
    return current != null;
  }

  /** Reads the entries before the end, as many as a page holds, if there are any. */
  private void fill() {
    Key low = Optional.ofNullable(met.lower(end)).orElse(first);
    // From here to the end there is nothing.
    Key high = end;
    Optional<Key> place = Optional.of(low);
    while (place.isPresent()) {
      Key start = place.get();
      PeerPage page = PeerPage.read(stub, range, LedgerKeys.text(start));
      List<KeyValue> before = page.entries().stream().filter(this::isBeforeEnd).toList();
      boolean reachesEnd = page.next().isEmpty() || before.size() < page.entries().size();
      if (!before.isEmpty() && !reachesEnd) {
        low = key(before.get(before.size() - 1));
        met.add(low);
        place = KeySpace.between(low, high);
      } else if (!before.isEmpty() || start.equals(first)) {
        take(before, start);
        return;
      } else {
        high = start;
        // Keys begin alike, so that most of what lies above a key that is there is empty.
        place = KeySpace.near(low, high);
      }
    }
    readOn(low);
  }

  /** Reads all from a key to the end, which lie too close together to be told apart. */
  private void readOn(Key start) {
    List<KeyValue> all = new ArrayList<>();
    Optional<String> from = Optional.of(LedgerKeys.text(start));
    while (from.isPresent()) {
      PeerPage page = PeerPage.read(stub, range, from.get());
      page.entries().stream().filter(this::isBeforeEnd).forEach(all::add);
      from = page.next().filter(next -> LedgerKeys.key(next).compareTo(end) < 0);
    }
    take(all, start);
  }

  private void take(List<KeyValue> entries, Key start) {
    // The peer gives the prefix too when it is a key.
    entries.stream().filter(entry -> key(entry).isBelow(prefix)).forEach(window::add);
    end = start;
    exhausted = start.equals(first);
  }

  private boolean isBeforeEnd(KeyValue entry) {
    return key(entry).compareTo(end) < 0;
  }

  private static Key key(KeyValue entry) {
    return LedgerKeys.key(entry.getKey());
  }

  @Override
  public Key key() {
    return key(ScanSupport.current(current));
  }

  @Override
  public byte[] value() {
    return ScanSupport.current(current).getValue();
  }

  @Override
  public void seek(Key target) {
    while (!window.isEmpty() && key(window.getLast()).compareTo(target) > 0) {
      window.removeLast();
    }
    Key bound = KeySpace.after(target);
    if (bound.compareTo(end) < 0) {
      end = bound;
    }
  }

  @Override
  public void close() {
    window.clear();
    exhausted = true;
  }
}
