package orchestrator.server.storage;

/** Tells that the storage cannot be reached now. Whoever keeps it in touch tells the operator. */
public class AwayException extends StorageException {
  private static final long serialVersionUID = 1L;

  /** A sentence for the log. */
  public AwayException(String message) {
    super(message);
  }

  /** A sentence for the log, and what it comes from. */
  public AwayException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isFault() {
    return false;
  }
}
