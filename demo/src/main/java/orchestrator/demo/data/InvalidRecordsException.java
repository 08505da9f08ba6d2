package orchestrator.demo.data;

/** Records that cannot be read; the message says where and why. */
public final class InvalidRecordsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a message for people. */
  public InvalidRecordsException(String message) {
    super(message);
  }

  /** An exception with a message for people and what it came from. */
  public InvalidRecordsException(String message, Throwable cause) {
    super(message, cause);
  }
}
