package orchestrator.server.storage;

/** A call would store more in one asset than the storage takes. Callers are told so. */
public final class TooLargeException extends StorageException {
  private static final long serialVersionUID = 1L;

  /** A sentence for the caller. */
  public TooLargeException(String message) {
    super(message);
  }
}
