package orchestrator.lib.error;

import io.grpc.Status;

/** Tells of an error with a code of the API. The message is one sentence without the code. */
public final class OrchestratorException extends CallException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** An error with this code and sentence. */
  public OrchestratorException(ErrorCode code, String message) {
    super(code.status(), message);
    this.code = code;
  }

  /** What kind of error it is. */
  public ErrorCode code() {
    return code;
  }

  /** The status description as callers see it: the code, a colon, the sentence. */
  @Override
  public String description() {
    return label() + ": " + getMessage();
  }

  @Override
  public String label() {
    return code.id();
  }

  @Override
  public boolean isFault() {
    return status() == Status.Code.INTERNAL;
  }
}
