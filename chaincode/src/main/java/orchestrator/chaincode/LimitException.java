package orchestrator.chaincode;

/**
 * A call needs more than a transaction of a ledger can hold. No code of the API says so, since a
 * server without a ledger refuses such a call by the status alone.
 */
final class LimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stands before the sentence where other errors have their code. */
  private static final String STATUS = "RESOURCE_EXHAUSTED";

  /** With a sentence for the caller: what is too large, and what to do. */
  LimitException(String sentence) {
    super(sentence);
  }

  /** The text of the transaction's error. */
  String description() {
    return STATUS + ": " + getMessage();
  }
}
