package orchestrator.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a failed call said. Nothing else reads a gRPC status. */
record Failure(
    String method,
    Status.Code status,
    Optional<ErrorCode> code,
    String detail,
    String requestId,
    boolean outcomeUnknown) {
  private static final Pattern CODED = Pattern.compile("(OE\\d{4}): (.*)", Pattern.DOTALL);

  /** grpc-go's and grpc-java's words for a message over the limit, which no retry makes smaller. */
  private static final Pattern TOO_LARGE =
      Pattern.compile("larger than max|exceeds maximum size", Pattern.CASE_INSENSITIVE);

  /** grpc-java's words for a message that it does not take in; the server has its own. */
  private static final String NOT_TAKEN_IN = "gRPC message exceeds maximum size";

  /** Translates the failure of a call. */
  static OrchestratorException translate(
      String method, String requestId, StatusRuntimeException failed) {
    return new OrchestratorException(of(method, requestId, failed.getStatus()), failed);
  }

  static Failure of(String method, String requestId, Status status) {
    String description = description(status);
    Matcher coded = CODED.matcher(description);
    boolean isCoded = coded.matches();
    return new Failure(
        method,
        status.getCode(),
        isCoded ? ErrorCode.of(coded.group(1)) : Optional.empty(),
        isCoded && ErrorCode.of(coded.group(1)).isPresent() ? coded.group(2) : description,
        requestId,
        false);
  }

  /** The transport's own description, "io exception" for example, says less than its cause. */
  private static String description(Status status) {
    String description = Optional.ofNullable(status.getDescription()).orElse("");
    return Optional.ofNullable(status.getCause())
        .map(Throwable::getMessage)
        .map(cause -> description + ": " + cause)
        .orElse(description);
  }

  /** Whether the server may have done what was asked although no answer came. */
  boolean mayHaveBeenDone() {
    return code.isEmpty()
        && (status == Status.Code.UNAVAILABLE || status == Status.Code.DEADLINE_EXCEEDED);
  }

  /**
   * Whether an answer came and was larger than this client takes: the server did what was asked.
   */
  boolean isAnswerTooLarge() {
    return status == Status.Code.RESOURCE_EXHAUSTED && detail.startsWith(NOT_TAKEN_IN);
  }

  /** Whether the server certainly did nothing, and may do it when asked again. */
  boolean isSurelyUndone() {
    return status == Status.Code.ABORTED
        || (status == Status.Code.RESOURCE_EXHAUSTED && !TOO_LARGE.matcher(detail).find());
  }

  /** Whether the server meant the request, and not a trouble that passes. */
  boolean isRefusal() {
    return switch (status) {
      case ABORTED -> false;
      case NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          INVALID_ARGUMENT,
          OUT_OF_RANGE,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          UNIMPLEMENTED ->
          true;
      case RESOURCE_EXHAUSTED -> !isSurelyUndone();
      default -> code.isPresent();
    };
  }

  Failure withUnknownOutcome() {
    return new Failure(method, status, code, detail, requestId, true);
  }

  String describe() {
    return method
        + ": "
        + code.map(known -> known.id() + ": ").orElse("")
        + (detail.isEmpty() ? "no description" : detail)
        + " ("
        + status
        + (requestId.isEmpty() ? "" : ", request " + requestId)
        + (outcomeUnknown ? ", may have been done" : "")
        + ")";
  }
}
