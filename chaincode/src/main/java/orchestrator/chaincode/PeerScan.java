package orchestrator.chaincode;

import java.util.Iterator;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Scan;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the answer to a query, which has no other way to a later entry than all before.
 */
final class PeerScan implements Scan {
  private final Key prefix;
  private final QueryResultsIterator<KeyValue> results;
  private final Iterator<KeyValue> entries;
  private Optional<Key> target = Optional.empty();
  private @Nullable Key key;
  private byte @Nullable [] value;

  PeerScan(ChaincodeStub stub, Key prefix) {
    this.prefix = prefix;
    this.results = stub.getStateByPartialCompositeKey(LedgerKeys.prefix(prefix));
    this.entries = results.iterator();
  }

  @Override
  public boolean next() {
    while (entries.hasNext()) {
      KeyValue entry = entries.next();
      Key found = LedgerKeys.key(entry.getKey());
      // The peer gives the prefix too when it is a key.
      if (found.isBelow(prefix) && !isBeforeTarget(found)) {
        target = Optional.empty();
        key = found;
        value = entry.getValue();
        return true;
      }
    }
    return false;
  }

  private boolean isBeforeTarget(Key found) {
    return target.isPresent() && found.compareTo(target.get()) < 0;
  }

  @Override
  public Key key() {
    return Entries.current(key);
  }

  @Override
  public byte[] value() {
    return Entries.current(value);
  }

  @Override
  public void seek(Key to) {
    target = Optional.of(to);
  }

  @Override
  public void close() {
    try {
      results.close();
    } catch (Exception e) {
      throw new IllegalStateException("a query of the peer cannot be closed", e);
    }
  }
}
