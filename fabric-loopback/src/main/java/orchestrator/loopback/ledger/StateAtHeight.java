package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the state of a channel as it was after a number of blocks. */
public final class StateAtHeight {
  private final NavigableMap<ByteString, Revision> newest;
  private final long blocks;

  StateAtHeight(NavigableMap<ByteString, Revision> newest, long blocks) {
    this.newest = newest;
    this.blocks = blocks;
  }

  /** How many blocks it is the state after. */
  public long blocks() {
    return blocks;
  }

  /** The value of a key; empty when it has none. */
  public Optional<Entry> get(ByteString key) {
    return Optional.ofNullable(newest.get(key)).flatMap(revision -> visible(key, revision));
  }

  /**
   * The keys that have a value, in order.
   *
   * @param end the first key that is not of the range; when empty, the range ends with the last key
   */
  public Iterator<Entry> range(ByteString start, ByteString end) {
    NavigableMap<ByteString, Revision> range = newest.tailMap(start, true);
    if (!end.isEmpty()) {
      range = isBefore(start, end) ? range.headMap(end, false) : range.headMap(start, false);
    }
    Stream<Entry> entries =
        range.entrySet().stream().flatMap(e -> visible(e.getKey(), e.getValue()).stream());
    return entries.iterator();
  }

  /** All values that a key has had, the newest first. */
  public List<Revision> history(ByteString key) {
    List<Revision> history = new ArrayList<>();
    Optional<Revision> revision =
        Optional.ofNullable(newest.get(key)).flatMap(newestOne -> newestOne.at(blocks));
    while (revision.isPresent()) {
      history.add(revision.get());
      revision = revision.get().older();
    }
    return history;
  }

  private static boolean isBefore(ByteString start, ByteString end) {
    return KeyOrder.BY_BYTES.compare(start, end) < 0;
  }

  private Optional<Entry> visible(ByteString key, Revision newestRevision) {
    return newestRevision
        .at(blocks)
        .flatMap(r -> r.value().map(value -> new Entry(key, value, r.height())));
  }

  /** A key that has a value, and where it was written. */
  public record Entry(ByteString key, ByteString value, Height height) {}
}
