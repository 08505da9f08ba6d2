package orchestrator.server.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.ErrorText;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.error.SizeException;
import orchestrator.server.engine.BusyException;
import orchestrator.server.engine.TooMuchException;
import orchestrator.server.ledger.LedgerException;
import orchestrator.server.logging.OutOfMemory;
import orchestrator.server.storage.AwayException;
import orchestrator.server.storage.NotLeaderException;
import orchestrator.server.storage.StorageException;

/**
 * What goes wrong inside, as the status that a caller sees; the one place where this is decided.
 */
final class StatusMapper {
  private StatusMapper() {}

  /** The status; says nothing of hosts, paths or code where the caller cannot use it. */
  static Status status(Throwable failure) {
    OutOfMemory.endsTheProcess(failure);
    if (failure instanceof OrchestratorException e) {
      Status status =
          e.code()
              .status()
              .toStatus()
              .withDescription(ErrorText.fitting(e.description(), ErrorText.BYTES));
      // Of an expected refusal nobody needs to know the place; of a fault of the server one does.
      return status.getCode() == Status.Code.INTERNAL ? status.withCause(e) : status;
    }
    if (failure instanceof SizeException e) {
      return Status.RESOURCE_EXHAUSTED.withDescription(
          ErrorText.fitting(e.getMessage(), ErrorText.BYTES));
    }
    if (failure instanceof NotLeaderException) {
      return Status.UNAVAILABLE.withDescription(failure.getMessage());
    }
    if (failure instanceof StorageException) {
      Status status = Status.UNAVAILABLE.withDescription("the storage cannot do this now");
      return failure instanceof AwayException ? status : status.withCause(failure);
    }
    if (failure instanceof LedgerException e) {
      return e.status();
    }
    if (failure instanceof BusyException e) {
      Status status = e.isStopping() ? Status.UNAVAILABLE : Status.RESOURCE_EXHAUSTED;
      return status.withDescription(e.getMessage());
    }
    if (failure instanceof TooMuchException) {
      return Status.RESOURCE_EXHAUSTED.withDescription(failure.getMessage());
    }
    if (failure instanceof CancellationException) {
      return Status.CANCELLED.withDescription(failure.getMessage());
    }
    if (failure instanceof StatusRuntimeException e) {
      // What is wrong with a caller's bytes is no fault of the server, and no line in its log.
      return e.getStatus().withCause(null);
    }
    if (failure instanceof RejectedExecutionException) {
      return Status.RESOURCE_EXHAUSTED.withDescription("too many calls wait, try again later");
    }
    return Status.INTERNAL
        .withDescription(ErrorCode.INTERNAL.id() + ": internal error")
        .withCause(failure);
  }
}
