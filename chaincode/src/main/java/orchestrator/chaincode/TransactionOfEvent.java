package orchestrator.chaincode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Tables;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;

/**
 * Finds the transaction that has made an event, and with it the block, from which a server can
 * replay the chaincode events that follow. An event itself does not know: its id holds only a part
 * of the transaction's.
 */
final class TransactionOfEvent {
  /** What a transaction calls it by, as it calls an rpc by its name. */
  static final String NAME = "orchestrator.ledger/TransactionOfEvent";

  private TransactionOfEvent() {}

  /**
   * Asks for the history of the event's row, which the peer must keep; writes nothing.
   *
   * @param event the event's id, in UTF-8
   * @return the id of its transaction, in UTF-8; nothing when there is no such event
   */
  static byte[] answer(ChaincodeStub stub, byte[] event) {
    Key row = Tables.EVENTS.after("").prefix().append(event);
    try (QueryResultsIterator<KeyModification> history =
        stub.getHistoryForKey(LedgerKeys.text(row))) {
      // An event is written once and never changes.
      Iterator<KeyModification> changes = history.iterator();
      return changes.hasNext() ? changes.next().getTxId().getBytes(UTF_8) : new byte[0];
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a query of the peer cannot be closed", e);
    }
  }
}
