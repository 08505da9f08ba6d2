package orchestrator.chaincode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import orchestrator.lib.error.Errors;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Key;
import org.hyperledger.fabric.contract.ContractRuntimeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;

/**
 * Finds the transaction that has made an event, and with it the block, from which a server can
 * replay the chaincode events that follow. An event itself does not know: its id holds only a part
 * of the transaction's.
 */
final class TransactionOfEvent {
  private TransactionOfEvent() {}

  /**
   * Asks for the history of the event's row, which the peer must keep; writes nothing.
   *
   * @param event the event's id, in UTF-8
   * @return the id of its transaction, in UTF-8; nothing when there is no such event
   * @throws orchestrator.lib.error.OrchestratorException OE0003 when the peer keeps no history, or
   *     has joined by a snapshot after the event
   */
  static byte[] answer(ChaincodeStub stub, byte[] event) {
    Key row = LedgerKeys.eventRow(new String(event, UTF_8));
    try (QueryResultsIterator<KeyModification> history =
        stub.getHistoryForKey(LedgerKeys.text(row))) {
      // An event is written once and never changes.
      Iterator<KeyModification> changes = history.iterator();
      if (changes.hasNext()) {
        return changes.next().getTxId().getBytes(UTF_8);
      }
      if (isThere(stub, row)) {
        throw Errors.precondition(
            "the peer has joined the channel by a snapshot and does not know when the event was"
                + " made; begin after a later event");
      }
      return new byte[0];
    } catch (ContractRuntimeException e) {
      // Either the peer can read nothing, and says so again, or it keeps no history.
      isThere(stub, row);
      throw Errors.precondition(
          "the peer keeps no history of keys, so no stream can begin after an event");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a query of the peer cannot be closed", e);
    }
  }

  private static boolean isThere(ChaincodeStub stub, Key row) {
    return new PeerReader(stub, true).get(row).isPresent();
  }
}
