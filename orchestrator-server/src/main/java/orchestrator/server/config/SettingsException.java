package orchestrator.server.config;

/**
 * Refuses a setting that cannot be used. The message is one sentence that names it as the user gave
 * it.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with this sentence. */
  public SettingsException(String sentence) {
    super(sentence);
  }
}
