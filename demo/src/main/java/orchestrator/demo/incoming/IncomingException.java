package orchestrator.demo.incoming;

/** The service of learning does not do what is asked of it; the message tells a person why. */
public final class IncomingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  IncomingException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /** Whether the service has understood the call and refuses it. */
  boolean isRefused() {
    return refused;
  }
}
