package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Keeps all values that the keys of a channel have and had, in the order of the keys' bytes. One
 * thread writes; readers look at the state after a number of blocks, which later blocks do not
 * change.
 */
public final class WorldState {
  private final NavigableMap<ByteString, Revision> newest =
      new ConcurrentSkipListMap<>(KeyOrder.BY_BYTES);

  /** Adds what a valid transaction has written. */
  void write(List<KeyWrite> writes, Height height, String transactionId, Timestamp time) {
    for (KeyWrite write : writes) {
      newest.put(
          write.key(),
          new Revision(
              height,
              write.value(),
              transactionId,
              time,
              Optional.ofNullable(newest.get(write.key()))));
    }
  }

  /** The state as it was after so many blocks. */
  public StateAtHeight after(long blocks) {
    return new StateAtHeight(newest, blocks);
  }
}
