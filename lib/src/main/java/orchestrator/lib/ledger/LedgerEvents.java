package orchestrator.lib.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import orchestrator.proto.Event;
import orchestrator.proto.QueryEventsResponse;

/**
 * Carries all events of a transaction, as the one event that Fabric lets it have.
 *
 * @param name what Fabric calls it
 * @param payload what it carries
 */
@SuppressWarnings("ArrayRecordComponent") // Only handed over, never compared.
public record LedgerEvents(String name, byte[] payload) {
  private static final String ALL = "orchestrator.events";
  private static final String FIRST = "orchestrator.events.first";

  /** A block carries the events of all of its transactions, and has to pass by every client. */
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Packs the events of a transaction, in order; the first alone when all are more than a mebibyte:
   * then the others are to be read from the rows that the transaction has written.
   *
   * @return empty when there are none
   */
  public static Optional<LedgerEvents> of(List<Event> events) {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    QueryEventsResponse all = QueryEventsResponse.newBuilder().addAllEvents(events).build();
    return Optional.of(
        all.getSerializedSize() <= MOST_BYTES
            ? new LedgerEvents(ALL, all.toByteArray())
            : new LedgerEvents(FIRST, bytes(events.get(0))));
  }

  private static byte[] bytes(Event event) {
    return QueryEventsResponse.newBuilder().addEvents(event).build().toByteArray();
  }

  /** True if it is an event of this chaincode, and not of another that is read by mistake. */
  public boolean isOurs() {
    return name.equals(ALL) || name.equals(FIRST);
  }

  /** True if the payload has all of the transaction's events. */
  public boolean isWhole() {
    return name.equals(ALL);
  }

  /**
   * Reads the events that the payload has, in order.
   *
   * @throws InvalidProtocolBufferException if it cannot be read, or an event has no id
   */
  public List<Event> events() throws InvalidProtocolBufferException {
    List<Event> events = QueryEventsResponse.parseFrom(payload).getEventsList();
    if (events.stream().anyMatch(event -> event.getId().isEmpty())) {
      throw new InvalidProtocolBufferException("an event has no id");
    }
    return events;
  }
}
