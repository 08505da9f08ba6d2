package orchestrator.server.engine;

import io.grpc.Status;
import orchestrator.lib.error.CallException;

/** Refuses a call that would change more than there is memory for. Callers are told so. */
public final class CallTooLargeException extends CallException {
  private static final long serialVersionUID = 1L;

  CallTooLargeException(long most) {
    // Clients know by the first words that trying again does not help.
    super(
        Status.Code.RESOURCE_EXHAUSTED,
        "the call exceeds maximum size: it would change more than "
            + (most >> 20)
            + " MiB, all that this server's memory allows; ask for less at once");
  }
}
