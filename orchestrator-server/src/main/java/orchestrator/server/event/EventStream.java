package orchestrator.server.event;

/** Sends a subscriber its events until it is cancelled. */
public interface EventStream {
  /** The sink may be ready again: goes on sending, in another thread. */
  void resume();

  /** The subscriber has gone: nothing is sent any more. */
  void cancel();
}
