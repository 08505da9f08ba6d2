package orchestrator.server.event;

import java.util.Map;
import orchestrator.server.call.CallContext;

/** Finds the events in this server's own stores. */
public final class StandaloneEventFeed implements EventFeed {
  private final Map<String, ChannelEvents> channels;

  /** The events of each channel. */
  public StandaloneEventFeed(Map<String, ChannelEvents> channels) {
    this.channels = Map.copyOf(channels);
  }

  @Override
  public EventStream subscribe(CallContext subscriber, String startEventId, EventSink sink) {
    ChannelEvents events = channels.get(subscriber.channel());
    if (events == null) {
      throw new IllegalArgumentException("no channel " + subscriber.channel());
    }
    return events.subscribe(subscriber.requester(), startEventId, sink);
  }
}
