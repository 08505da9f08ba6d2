package orchestrator.lib.error;

import io.grpc.Status;

/**
 * Tells that a call is refused since what it makes, an event or its answer, is larger than what may
 * be sent. No code of the API says so: callers are told the gRPC status RESOURCE_EXHAUSTED alone.
 */
public final class SizeException extends CallException {
  private static final long serialVersionUID = 1L;

  private SizeException(String message) {
    super(Status.Code.RESOURCE_EXHAUSTED, message);
  }

  /**
   * What is larger than allowed, in a sentence for the caller.
   *
   * @param what such as {@code the event of function with key "…"}
   * @param advice what the caller can do; may be empty
   */
  public static SizeException of(String what, long bytes, long most, String advice) {
    // Existing clients look for these words of grpc-go.
    return new SizeException(
        what
            + " would be a message larger than max ("
            + bytes
            + " vs. "
            + most
            + ")"
            + (advice.isEmpty() ? "" : ", " + advice));
  }
}
