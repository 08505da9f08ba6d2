package orchestrator.demo.storage;

/** A file that is not what was registered; the message says which and how. */
public final class BrokenArtefactException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a message for people. */
  public BrokenArtefactException(String message) {
    super(message);
  }
}
