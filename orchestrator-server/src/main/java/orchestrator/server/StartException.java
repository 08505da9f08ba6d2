package orchestrator.server;

/**
 * Tells why a server does not start although its settings are right. The message is one sentence.
 */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with this sentence. */
  public StartException(String sentence) {
    super(sentence);
  }

  /** With this sentence and what led to it. */
  public StartException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
