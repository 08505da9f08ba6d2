package orchestrator.server.storage;

/** Tells that the storage cannot be reached now. Whoever keeps it in touch tells the operator. */
public class UnreachableException extends StorageException {
  private static final long serialVersionUID = 1L;

  /** A sentence for the log. */
  public UnreachableException(String message) {
    super(message);
  }

  /** A sentence for the log, and what it comes from. */
  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isFault() {
    return false;
  }
}
