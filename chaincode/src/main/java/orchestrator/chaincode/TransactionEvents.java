package orchestrator.chaincode;

import java.util.List;
import orchestrator.proto.Event;
import orchestrator.proto.QueryEventsResponse;
import org.hyperledger.fabric.shim.ChaincodeStub;

/** The one event that a transaction of a ledger can have, which carries all of ours. */
final class TransactionEvents {
  /** Its payload is a {@link QueryEventsResponse} with all events of the transaction, in order. */
  static final String ALL = "orchestrator.events";

  /** As {@link #ALL}, with the first event only: the others are to be read from the state. */
  static final String FIRST = "orchestrator.events.first";

  /** A block carries the events of all of its transactions, and has to pass by every client. */
  private static final int MOST_BYTES = 1 << 20;

  private TransactionEvents() {}

  static void set(ChaincodeStub stub, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    QueryEventsResponse all = QueryEventsResponse.newBuilder().addAllEvents(events).build();
    if (all.getSerializedSize() <= MOST_BYTES) {
      stub.setEvent(ALL, all.toByteArray());
    } else {
      stub.setEvent(
          FIRST, QueryEventsResponse.newBuilder().addEvents(events.get(0)).build().toByteArray());
    }
  }
}
