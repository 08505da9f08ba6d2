package orchestrator.chaincode;

import java.util.Optional;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Scan;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Walks forward through the entries that a peer gives, and leaves out those before the key that was
 * sought.
 */
abstract class EntryScan implements Scan {
  private final Key prefix;
  private Optional<Key> target = Optional.empty();
  private @Nullable Key key;
  private byte @Nullable [] value;

  EntryScan(Key prefix) {
    this.prefix = prefix;
  }

  /** The next entry that the peer gives; empty at the end. */
  abstract Optional<KeyValue> poll();

  @Override
  public final boolean next() {
    for (Optional<KeyValue> entry = poll(); entry.isPresent(); entry = poll()) {
      Key found = LedgerKeys.key(entry.get().getKey());
      // The peer gives the prefix too when it is a key.
      if (found.isBelow(prefix) && !isBeforeTarget(found)) {
        target = Optional.empty();
        key = found;
        value = entry.get().getValue();
        return true;
      }
    }
    return false;
  }

  private boolean isBeforeTarget(Key found) {
    return target.isPresent() && found.compareTo(target.get()) < 0;
  }

  @Override
  public final Key key() {
    return ScanSupport.current(key);
  }

  @Override
  public final byte[] value() {
    return ScanSupport.current(value);
  }

  @Override
  public void seek(Key to) {
    target = Optional.of(to);
  }
}
