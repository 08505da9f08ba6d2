package orchestrator.server.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import orchestrator.lib.ledger.LedgerEvents;
import orchestrator.lib.persistence.Serializer;
import orchestrator.proto.Event;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;

/** Finds the events of a transaction, wherever its chaincode event says that they are. */
final class TransactionEvents {
  private TransactionEvents() {}

  /** The transaction's events, in order; none when its chaincode event is of another kind. */
  static List<LoggedEvent> of(EndorsedTransaction transaction)
      throws InvalidProtocolBufferException {
    ChaincodeEvent event = transaction.event();
    LedgerEvents events = new LedgerEvents(event.getEventName(), event.getPayload().toByteArray());
    if (!events.isOurs()) {
      return List.of();
    }
    return events.isWhole()
        ? events.events().stream().map(TransactionEvents::logged).toList()
        : EventRows.written(event.getChaincodeId(), transaction.results());
  }

  private static LoggedEvent logged(Event event) {
    return LoggedEvent.of(event.getId(), Serializer.bytes(event));
  }
}
