package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.Optional;

/**
 * Holds one of the values that a key has had.
 *
 * @param height where it was written
 * @param value empty when the key was deleted
 * @param transactionId the transaction that wrote it
 * @param time the time that this transaction's client gave it
 * @param older what the key had before
 */
public record Revision(
    Height height,
    Optional<ByteString> value,
    String transactionId,
    Timestamp time,
    Optional<Revision> older) {

  /** The newest of this revision and the older ones that was there when so many blocks were. */
  Optional<Revision> at(long blocks) {
    Optional<Revision> revision = Optional.of(this);
    while (revision.isPresent() && revision.get().height().block() >= blocks) {
      revision = revision.get().older();
    }
    return revision;
  }
}
