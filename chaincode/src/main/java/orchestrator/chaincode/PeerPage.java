package orchestrator.chaincode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIteratorWithMetadata;

/**
 * Holds consecutive entries of a range, which a peer gives page by page only to transactions that
 * write nothing.
 *
 * @param next the key at which the page after this one begins; empty after the last page
 */
record PeerPage(List<KeyValue> entries, Optional<String> next) {
  static final int SIZE = 100;

  /**
   * Asks the peer.
   *
   * @param from the least key wanted, which need not be there; empty text for that of the range
   */
  static PeerPage read(ChaincodeStub stub, CompositeKey range, String from) {
    try (QueryResultsIteratorWithMetadata<KeyValue> results =
        stub.getStateByPartialCompositeKeyWithPagination(range, SIZE, from)) {
      List<KeyValue> entries = new ArrayList<>();
      results.forEach(entries::add);
      String next = results.getMetadata().getBookmark();
      return new PeerPage(entries, next.isEmpty() ? Optional.empty() : Optional.of(next));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a query of the peer cannot be closed", e);
    }
  }
}
