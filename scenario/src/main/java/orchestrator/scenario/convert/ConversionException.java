package orchestrator.scenario.convert;

/** Says in a sentence why something cannot be made settings. */
public final class ConversionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception with this sentence. */
  public ConversionException(String message) {
    super(message);
  }

  ConversionException(String message, Throwable cause) {
    super(message, cause);
  }
}
