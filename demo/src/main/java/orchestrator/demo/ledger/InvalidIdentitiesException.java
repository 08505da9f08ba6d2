package orchestrator.demo.ledger;

/** A file of identities that names no organizations; the message says which and why. */
public final class InvalidIdentitiesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidIdentitiesException(String message) {
    super(message);
  }
}
