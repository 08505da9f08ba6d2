package orchestrator.server.event;

import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Holds a subscriber's place in a log of events, and finds the way on from there. One thread at a
 * time uses it, but any may call {@link #stop}.
 */
public interface EventCursor {
  /** Passes events on to the subscriber. */
  interface Outlet {
    /** True while the subscriber is there, and ready for an event. */
    boolean isOpen();

    /** Sends an event where the outlet is open; false where it is not. */
    boolean send(LoggedEvent event);
  }

  /**
   * Sends some of the next events, as long as the outlet is open. What it throws ends the stream,
   * and the subscriber is told.
   *
   * @return what runs the next call, after the tasks of others that wait there; empty at the end of
   *     the log, and when the outlet is closed
   */
  Optional<Executor> advance(Outlet outlet);

  /** Ends what {@link #advance} reads in another thread, and all that it would read later. */
  void stop();
}
