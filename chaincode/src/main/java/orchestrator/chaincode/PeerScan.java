package orchestrator.chaincode;

import java.util.Iterator;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;

/**
 * A walk through the answer to a query, which has no other way to a later entry than all before.
 */
final class PeerScan extends EntryScan {
  private final QueryResultsIterator<KeyValue> results;
  private final Iterator<KeyValue> entries;

  PeerScan(ChaincodeStub stub, Key prefix) {
    super(prefix);
    this.results = stub.getStateByPartialCompositeKey(LedgerKeys.prefix(prefix));
    this.entries = results.iterator();
  }

  @Override
  Optional<KeyValue> poll() {
    return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
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
