package orchestrator.demo.process;

/** A process of the demo's own does not do what it was started for; the message says why. */
public final class ProcessFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message for people. */
  public ProcessFailedException(String message) {
    super(message);
  }
}
