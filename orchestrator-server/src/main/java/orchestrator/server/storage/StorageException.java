package orchestrator.server.storage;

/** A storage that cannot be read or written. The message is for the log: callers get none of it. */
public class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A fault with what was being done and the storage's own error. */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A fault that has no other cause. */
  public StorageException(String message) {
    super(message);
  }
}
