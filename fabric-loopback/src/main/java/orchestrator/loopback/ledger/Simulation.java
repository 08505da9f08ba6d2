package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;

/**
 * Records what one transaction reads and writes while it is tried out: it sees a snapshot of the
 * committed state and not what it has written itself. For one thread at a time.
 */
public final class Simulation {
  private final String transactionId;
  private final StateAtHeight state;
  private final NavigableMap<ByteString, KVRead> reads = sorted();
  private final NavigableMap<ByteString, KVWrite> writes = sorted();
  private final List<RangeRead> ranges = new ArrayList<>();
  private boolean hasReadPages;

  public Simulation(String transactionId, StateAtHeight state) {
    this.transactionId = transactionId;
    this.state = state;
  }

  /** The transaction's id. */
  public String transactionId() {
    return transactionId;
  }

  /** How many blocks the state has that it sees. */
  public long blocks() {
    return state.blocks();
  }

  /** The committed value of a key. */
  public Optional<ByteString> get(String key) {
    ByteString name = ByteString.copyFromUtf8(key);
    Optional<StateAtHeight.Entry> entry = state.get(name);
    KVRead.Builder read = KVRead.newBuilder().setKey(key);
    entry.ifPresent(e -> read.setVersion(e.height().toVersion()));
    reads.put(name, read.build());
    return entry.map(StateAtHeight.Entry::value);
  }

  /**
   * The committed keys of a range.
   *
   * @param end empty for a range up to the last key
   */
  public RangeRead range(String start, String end) {
    RangeRead range =
        new RangeRead(
            start, end, state.range(ByteString.copyFromUtf8(start), ByteString.copyFromUtf8(end)));
    ranges.add(range);
    return range;
  }

  /**
   * The same for a page; a transaction that does it may not write.
   *
   * @throws RefusedException when it has written already
   */
  public RangeRead pagedRange(String start, String end) throws RefusedException {
    if (!writes.isEmpty()) {
      throw refused("Paginated queries are supported only in a read-only transaction");
    }
    hasReadPages = true;
    return range(start, end);
  }

  /** All values that a key has had, the newest first; not recorded, as Fabric does not. */
  public List<Revision> history(String key) {
    return state.history(ByteString.copyFromUtf8(key));
  }

  /**
   * Gives a key a value.
   *
   * @throws RefusedException when the transaction has read pages
   */
  public void put(String key, ByteString value) throws RefusedException {
    write(KVWrite.newBuilder().setKey(key).setValue(value).build());
  }

  /**
   * Takes a key's value away.
   *
   * @throws RefusedException when the transaction has read pages
   */
  public void delete(String key) throws RefusedException {
    write(KVWrite.newBuilder().setKey(key).setIsDelete(true).build());
  }

  /** What it has read and writes, in the order of the keys. */
  public KVRWSet results() {
    KVRWSet.Builder set = KVRWSet.newBuilder().addAllReads(reads.values());
    set.addAllWrites(writes.values());
    ranges.stream().map(RangeRead::recorded).distinct().forEach(set::addRangeQueriesInfo);
    return set.build();
  }

  /** The read-write set, the same bytes for the same reads and writes. */
  public ByteString results(String namespace) {
    TxReadWriteSet.Builder all =
        TxReadWriteSet.newBuilder().setDataModel(TxReadWriteSet.DataModel.KV);
    KVRWSet own = results();
    if (own.getSerializedSize() > 0) {
      all.addNsRwset(
          NsReadWriteSet.newBuilder().setNamespace(namespace).setRwset(own.toByteString()));
    }
    return all.build().toByteString();
  }

  private void write(KVWrite write) throws RefusedException {
    if (hasReadPages) {
      throw refused("Transaction has already performed a paginated query. Writes are not allowed");
    }
    writes.put(ByteString.copyFromUtf8(write.getKey()), write);
  }

  private RefusedException refused(String reason) {
    return new RefusedException(
        "txid [%s]: unsuppored transaction. %s".formatted(transactionId, reason));
  }

  private static <T> NavigableMap<ByteString, T> sorted() {
    return new TreeMap<>(KeyOrder.BY_BYTES);
  }
}
