package orchestrator.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/**
 * Tells that a call failed, with the orchestrator's error code when the server decided so.
 *
 * <pre>{@code
 * try {
 *   client.call(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), done);
 * } catch (OrchestratorException e) {
 *   if (e.is(ErrorCode.INAPPROPRIATE_STATUS)) {
 *     log.info("somebody else was faster: {}", e.detail());
 *   } else if (e.outcomeUnknown()) {
 *     log.warn("the server may have done it, ask it (request {})", e.requestId());
 *   }
 * }
 * }</pre>
 */
public final class OrchestratorException extends RuntimeException {
  private final Failure failure;

  OrchestratorException(Failure failure, Throwable cause) {
    super(failure.describe(), cause);
    this.failure = failure;
  }

  /**
   * Translates the failure of a call that was made with a stub on {@link OrchestratorClient#grpc}.
   *
   * @param method the method's name, for the message
   */
  public static OrchestratorException of(String method, StatusRuntimeException failed) {
    return Failure.translate(method, "", failed);
  }

  /**
   * The error code, empty when the transport failed or the code is not one of {@link ErrorCode}.
   */
  public Optional<ErrorCode> code() {
    return failure.code();
  }

  /** Whether the server refused the call with this code. */
  public boolean is(ErrorCode code) {
    return failure.code().filter(code::equals).isPresent();
  }

  /** The gRPC status of the failure; never {@code OK}. */
  public Status.Code status() {
    return failure.status();
  }

  /** What the server (or the transport) said, without the error code before it; may be empty. */
  public String detail() {
    return failure.detail();
  }

  /**
   * The correlation id that the call carried in its header {@code reqid}, as in the server's log.
   */
  public String requestId() {
    return failure.requestId();
  }

  /** Whether this was a write whose answer was lost, so that it may or may not have been done. */
  public boolean outcomeUnknown() {
    return failure.outcomeUnknown();
  }

  /** Whether the same call may succeed later: nobody refused what was asked. */
  public boolean isTransient() {
    return failure.mayHaveBeenDone() || failure.isSurelyUndone();
  }

  /**
   * Whether the server will answer the same as long as nothing else changes: it gave an error code,
   * or a status that tells of the request and not of the connection.
   */
  public boolean isRefusal() {
    return failure.isRefusal();
  }

  Failure failure() {
    return failure;
  }

  OrchestratorException withUnknownOutcome() {
    return new OrchestratorException(failure.withUnknownOutcome(), this);
  }
}
