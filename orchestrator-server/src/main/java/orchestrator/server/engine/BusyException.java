package orchestrator.server.engine;

import io.grpc.Status;
import orchestrator.lib.error.CallException;

/** Refuses a call since too many wait before it, or since the server is stopping. */
public final class BusyException extends CallException {
  private static final long serialVersionUID = 1L;

  private BusyException(Status.Code status, String message) {
    super(status, message);
  }

  /** The queue of the channel is full: the caller may try again later. */
  public static BusyException full(String channel) {
    return new BusyException(
        Status.Code.RESOURCE_EXHAUSTED,
        "the queue of channel \"" + channel + "\" is full, try again later");
  }

  /** The server is stopping: the caller may try again when it is back. */
  public static BusyException stopping() {
    return new BusyException(Status.Code.UNAVAILABLE, "the server is stopping");
  }
}
