package orchestrator.demo.server;

/** The demo's own server does not serve; the message says why. */
public final class ServerFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a message for people. */
  public ServerFailedException(String message) {
    super(message);
  }
}
