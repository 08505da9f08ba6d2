package orchestrator.server.event;

import orchestrator.server.call.CallContext;

/** Gives subscribers the events of channels: each once, in the order of the log. */
public interface EventFeed {
  /**
   * Begins a stream after an event.
   *
   * @param startEventId the last event that the subscriber has, or empty for all events
   * @throws orchestrator.lib.error.OrchestratorException OE0002 if there is no such event
   */
  EventStream subscribe(CallContext subscriber, String startEventId, EventSink sink);
}
