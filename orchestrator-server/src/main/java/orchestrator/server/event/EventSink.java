package orchestrator.server.event;

/** Takes the events of a stream for its subscriber. Called by one thread at a time. */
public interface EventSink {
  /** False while what was sent before still waits: nothing is sent, and nothing is kept for it. */
  boolean isReady();

  /** Sends an event. */
  void send(LoggedEvent event);

  /** Ends the stream with an error. */
  void fail(Throwable why);
}
