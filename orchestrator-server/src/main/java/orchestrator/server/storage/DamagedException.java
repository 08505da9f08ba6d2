package orchestrator.server.storage;

/** Tells that files of a database are not what was written: it will not be read again as it is. */
public final class DamagedException extends StorageException {
  private static final long serialVersionUID = 1L;

  /** What could not be done, and what was found instead. */
  DamagedException(String what, Throwable found) {
    super(what + ": " + found.getMessage(), found);
  }
}
