package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;

/**
 * Holds a write of a transaction.
 *
 * @param value empty for a deletion
 */
record KeyWrite(ByteString key, Optional<ByteString> value) {
  /** What a transaction writes, in the order of the keys. */
  static List<KeyWrite> of(KVRWSet results) {
    return results.getWritesList().stream()
        .map(w -> new KeyWrite(ByteString.copyFromUtf8(w.getKey()), value(w)))
        .toList();
  }

  /** As in Fabric a key with an empty value is a key without one. */
  private static Optional<ByteString> value(KVWrite write) {
    return write.getIsDelete() || write.getValue().isEmpty()
        ? Optional.empty()
        : Optional.of(write.getValue());
  }
}
