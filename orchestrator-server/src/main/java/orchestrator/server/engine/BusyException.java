package orchestrator.server.engine;

/** A call that is refused since too many wait before it, or since the server is stopping. */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean stopping;

  private BusyException(String message, boolean stopping) {
    super(message, null, false, false);
    this.stopping = stopping;
  }

  /** The queue of the channel is full: the caller may try again later. */
  public static BusyException full(String channel) {
    return new BusyException(
        "the queue of channel \"" + channel + "\" is full, try again later", false);
  }

  /** The server is stopping: the caller may try again when it is back. */
  public static BusyException stopping() {
    return new BusyException("the server is stopping", true);
  }

  /** True if the server is stopping, rather than busy. */
  public boolean isStopping() {
    return stopping;
  }
}
