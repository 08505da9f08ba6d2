package orchestrator.pem;

/** Says why a file cannot be used: its message is one clause that speaks of the file as "it". */
public final class PemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Tells what is wrong, for callers that say it in words of their own. */
  public enum Fault {
    NO_FILE,
    NO_CERTIFICATE,
    NO_KEY,
    /** The key is not the one of the certificate. */
    OTHER_KEY,
    UNUSABLE
  }

  private final Fault fault;

  PemException(Fault fault, String reason) {
    super(reason);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
