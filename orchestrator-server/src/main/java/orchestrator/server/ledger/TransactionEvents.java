package orchestrator.server.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import orchestrator.lib.persistence.Serializer;
import orchestrator.proto.Event;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;

/** The events of a transaction, from wherever its chaincode event says that they are. */
final class TransactionEvents {
  /** The payload has them all. */
  private static final String ALL = "orchestrator.events";

  /** They are too large for a payload, and are read from the rows that the transaction wrote. */
  private static final String FIRST = "orchestrator.events.first";

  private TransactionEvents() {}

  /** The transaction's events, in order; none when its chaincode event is of another kind. */
  static List<LoggedEvent> of(EndorsedTransaction transaction)
      throws InvalidProtocolBufferException {
    return switch (transaction.event().getEventName()) {
      case ALL -> carried(transaction.event());
      case FIRST -> EventRows.written(transaction.event().getChaincodeId(), transaction.results());
      default -> List.of();
    };
  }

  private static List<LoggedEvent> carried(ChaincodeEvent event)
      throws InvalidProtocolBufferException {
    List<LoggedEvent> events = new ArrayList<>();
    for (Event each : QueryEventsResponse.parseFrom(event.getPayload()).getEventsList()) {
      if (each.getId().isEmpty()) {
        throw new InvalidProtocolBufferException("an event has no id");
      }
      events.add(LoggedEvent.of(each.getId(), Serializer.bytes(each)));
    }
    return events;
  }
}
