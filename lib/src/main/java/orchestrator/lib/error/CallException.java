package orchestrator.lib.error;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Tells that a call is answered with an error; carries the status that the caller is told. */
public abstract class CallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Status.Code status;

  /**
   * An expected refusal, without a stack trace: where the rule stands says nothing that the
   * sentence does not.
   */
  protected CallException(Status.Code status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  /** A fault, with a stack trace and what it comes from. */
  protected CallException(Status.Code status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The gRPC status of the answer. */
  public final Status.Code status() {
    return status;
  }

  /** What the caller is told beside the status. */
  public String description() {
    return getMessage();
  }

  /** What tells the kind of error where no status goes with the text: its name, or the code. */
  public String label() {
    return status.name();
  }

  /** True if the log should tell where it comes from: a fault of the server, and no refusal. */
  public boolean isFault() {
    return false;
  }
}
