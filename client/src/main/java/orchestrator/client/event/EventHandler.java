package orchestrator.client.event;

import orchestrator.proto.Event;

/**
 * Does something with each event of an {@link EventFollower}.
 *
 * <pre>{@code
 * EventHandler countDone =
 *     event -> {
 *       if (event.getComputeTask().getStatus() == ComputeTaskStatus.STATUS_DONE) {
 *         done.add(event.getAssetKey()); // a set, since an event may come twice after a crash
 *       }
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface EventHandler {
  /**
   * Handles one event. The next one comes when this returns, so its pace is the stream's pace.
   *
   * @throws Exception to stop the follower, which then counts this event as not handled
   */
  void handle(Event event) throws Exception;
}
