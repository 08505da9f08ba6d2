package orchestrator.client.event;

import orchestrator.proto.Event;

/** What an {@link EventFollower} does with each event. */
@FunctionalInterface
public interface EventHandler {
  /**
   * Handles one event. The next one comes when this returns, so its pace is the stream's pace.
   *
   * @throws Exception to stop the follower, which then counts this event as not handled
   */
  void handle(Event event) throws Exception;
}
