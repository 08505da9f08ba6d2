package orchestrator.chaincode;

import java.util.Iterator;
import java.util.Optional;
import orchestrator.lib.ledger.LimitException;
import orchestrator.lib.persistence.Key;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;

/**
 * Walks forward through a query of the peer, which reaches a later entry only by way of all before
 * it.
 *
 * <p>A peer ends its answer at a number of entries, and does not say that there are more. Who has
 * got so many gets an error instead of a part for the whole.
 */
final class PeerScan extends EntryScan {
  /** What a peer gives by default ({@code ledger.state.totalQueryLimit}). */
  static final int MOST_ENTRIES = 100_000;

  private final QueryResultsIterator<KeyValue> results;
  private final Iterator<KeyValue> entries;
  private int polled;

  PeerScan(ChaincodeStub stub, Key prefix) {
    super(prefix);
    this.results = stub.getStateByPartialCompositeKey(ScanSupport.below(prefix));
    this.entries = results.iterator();
  }

  /**
   * @throws LimitException RESOURCE_EXHAUSTED at the number of entries at which a peer stops
   */
  @Override
  Optional<KeyValue> poll() {
    if (!entries.hasNext()) {
      return Optional.empty();
    }
    polled++;
    if (polled == MOST_ENTRIES) {
      throw new LimitException(
          "the call changes what "
              + MOST_ENTRIES
              + " assets or more depend on, which is too much for a transaction of a ledger; let"
              + " fewer depend on one");
    }
    return Optional.of(entries.next());
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
