package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Applies the transactions of one block to a state, each if nothing that it has read has changed,
 * be it by a transaction before it in the block. Whether they are rightly signed is not its matter.
 */
public final class BlockUpdate {
  private final WorldState state;
  private final long number;
  private final StateAtHeight soFar;
  private final Set<ByteString> written = new HashSet<>();

  /**
   * Begins with the state that the blocks before have left.
   *
   * @param number the block's
   */
  public BlockUpdate(WorldState state, long number) {
    this.state = state;
    this.number = number;
    // Readers see the state only up to the blocks that are complete, so this one may be written
    // while it is validated; a transaction is checked against what the ones before it have left.
    this.soFar = state.after(number + 1);
  }

  /**
   * Writes what a transaction writes, unless it conflicts.
   *
   * @param position the transaction's in the block, greater than those before
   * @param time the time that its client gave it
   * @param results what it has read, and writes
   * @return valid, or the kind of conflict
   */
  public TxValidationCode apply(int position, String id, Timestamp time, KVRWSet results) {
    if (!results.getReadsList().stream().allMatch(this::isStill)) {
      return TxValidationCode.MVCC_READ_CONFLICT;
    }
    if (!results.getRangeQueriesInfoList().stream().allMatch(this::isStill)) {
      return TxValidationCode.PHANTOM_READ_CONFLICT;
    }
    List<KeyWrite> writes = KeyWrite.of(results);
    state.write(writes, new Height(number, position), id, time);
    writes.forEach(write -> written.add(write.key()));
    return TxValidationCode.VALID;
  }

  private boolean isStill(KVRead read) {
    ByteString key = ByteString.copyFromUtf8(read.getKey());
    Optional<Version> now = soFar.get(key).map(entry -> entry.height().toVersion());
    Optional<Version> then = read.hasVersion() ? Optional.of(read.getVersion()) : Optional.empty();
    return !written.contains(key) && now.equals(then);
  }

  private boolean isStill(RangeQueryInfo range) {
    ByteString end = ByteString.copyFromUtf8(range.getEndKey());
    // A walk that was left early has seen its last key; one that was finished has not.
    ByteString limit = range.getItrExhausted() ? end : end.concat(ByteString.copyFrom(new byte[1]));
    Iterator<StateAtHeight.Entry> now =
        soFar.range(ByteString.copyFromUtf8(range.getStartKey()), limit);
    for (KVRead then : range.getRawReads().getKvReadsList()) {
      if (!now.hasNext() || !isSame(now.next(), then)) {
        return false;
      }
    }
    return !now.hasNext();
  }

  private static boolean isSame(StateAtHeight.Entry now, KVRead then) {
    return now.key().equals(then.getKeyBytes())
        && now.height().toVersion().equals(then.getVersion());
  }
}
