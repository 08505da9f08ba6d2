package orchestrator.lib.error;

import io.grpc.Status;

/** Names every code that an answer can carry, with the gRPC status it travels under. */
public enum ErrorCode {
  /** Stored or forwarded data cannot be read. */
  UNREADABLE_DATA("OE0001", Status.Code.INTERNAL),
  /** An asset, or the start event of a stream, does not exist. */
  NOT_FOUND("OE0002", Status.Code.NOT_FOUND),
  /** The request cannot be fulfilled as asked: a precondition does not hold. */
  PRECONDITION("OE0003", Status.Code.FAILED_PRECONDITION),
  /** The key is in use. */
  CONFLICT("OE0006", Status.Code.ALREADY_EXISTS),
  /** A fault of the orchestrator itself. */
  INTERNAL("OE0007", Status.Code.INTERNAL),
  /** The request asks for something that is not offered. */
  UNIMPLEMENTED("OE0010", Status.Code.UNIMPLEMENTED),
  /** The message, or what it says of other assets, breaks a rule. */
  INVALID_ASSET("OE0101", Status.Code.INVALID_ARGUMENT),
  /** The requester may not do this. */
  PERMISSION_DENIED("OE0102", Status.Code.PERMISSION_DENIED),
  /** The state machine has no such transition from the current status. */
  INAPPROPRIATE_STATUS("OE0104", Status.Code.INVALID_ARGUMENT),
  /** The model cannot be disabled. */
  MODEL_NOT_DISABLED("OE0105", Status.Code.INVALID_ARGUMENT),
  /** The task has no output of that name. */
  MISSING_OUTPUT("OE0106", Status.Code.INVALID_ARGUMENT),
  /** The task's output is of another kind. */
  INCOMPATIBLE_KIND("OE0107", Status.Code.INVALID_ARGUMENT),
  /** The task's output cannot be disabled. */
  OUTPUT_NOT_DISABLED("OE0108", Status.Code.INVALID_ARGUMENT),
  /** The compute plan was cancelled or has failed before. */
  TERMINATED_PLAN("OE0109", Status.Code.FAILED_PRECONDITION),
  /** The compute task is in a final status. */
  TERMINATED_TASK("OE0110", Status.Code.FAILED_PRECONDITION);

  private final String id;
  private final Status.Code status;

  ErrorCode(String id, Status.Code status) {
    this.id = id;
    this.status = status;
  }

  /** The code as callers see it, such as {@code OE0002}. */
  public String id() {
    return id;
  }

  /** The gRPC status of an answer with this code. */
  public Status.Code status() {
    return status;
  }
}
