package orchestrator.server.storage;

/**
 * Tells that the files of a server have been taken away from it while it ran; only a start helps.
 */
public final class FolderLostException extends UnreachableException {
  private static final long serialVersionUID = 1L;

  FolderLostException(String message) {
    super(message);
  }
}
