package orchestrator.server.ledger;

import java.util.List;
import java.util.Optional;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.event.LoggedEvent;

/**
 * Holds the events that a chaincode made in one block.
 *
 * @param events in commit order
 * @param fault why there are no more than these, when the rest of the block cannot be read
 */
record ChaincodeEvents(List<LoggedEvent> events, Optional<OrchestratorException> fault) {
  /** Of a chaincode that was not called. */
  static final ChaincodeEvents NONE = new ChaincodeEvents(List.of(), Optional.empty());

  ChaincodeEvents {
    events = List.copyOf(events);
  }

  /** True if this event is one of them. */
  boolean contains(String id) {
    return events.stream().anyMatch(event -> event.id().equals(id));
  }

  /**
   * The events after one of them; all, when the id is empty.
   *
   * @throws OrchestratorException OE0001 if the event is not among those that can be read
   */
  List<LoggedEvent> after(String id) {
    if (id.isEmpty()) {
      return events;
    }
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).id().equals(id)) {
        return events.subList(i + 1, events.size());
      }
    }
    throw fault.orElseGet(
        () -> Errors.of(ErrorCode.UNREADABLE_DATA, "event " + id + " is not in its block"));
  }
}
