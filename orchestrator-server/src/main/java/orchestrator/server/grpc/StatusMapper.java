package orchestrator.server.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import orchestrator.lib.error.CallException;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.ErrorText;
import orchestrator.server.logging.OutOfMemory;

/**
 * Turns what goes wrong inside into the status that a caller sees: what an exception carries
 * itself.
 */
final class StatusMapper {
  private StatusMapper() {}

  /** The status; says nothing of hosts, paths or code where the caller cannot use it. */
  static Status status(Throwable failure) {
    OutOfMemory.endsTheProcess(failure);
    if (failure instanceof CallException e) {
      Status status =
          e.status()
              .toStatus()
              .withDescription(ErrorText.fitting(e.description(), ErrorText.BYTES));
      return e.isFault() ? status.withCause(e) : status;
    }
    // What follows is thrown by libraries.
    if (failure instanceof StatusRuntimeException e) {
      // What is wrong with a caller's bytes is no fault of the server, and no line in its log.
      return e.getStatus().withCause(null);
    }
    if (failure instanceof CancellationException) {
      return Status.CANCELLED.withDescription(failure.getMessage());
    }
    if (failure instanceof RejectedExecutionException) {
      return Status.RESOURCE_EXHAUSTED.withDescription("too many calls wait, try again later");
    }
    return Status.INTERNAL
        .withDescription(ErrorCode.INTERNAL.id() + ": internal error")
        .withCause(failure);
  }
}
