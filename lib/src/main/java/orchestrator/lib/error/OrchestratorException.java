package orchestrator.lib.error;

/**
 * A call that is answered with an error: expected, and meant for the caller.
 *
 * <p>The message is one sentence without the code. It carries no stack trace: where the rule stands
 * says nothing that the sentence does not.
 */
public final class OrchestratorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** An error with this code and sentence. */
  public OrchestratorException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** What kind of error it is. */
  public ErrorCode code() {
    return code;
  }

  /** The status description as callers see it: the code, a colon, the sentence. */
  public String description() {
    return code.id() + ": " + getMessage();
  }
}
