package orchestrator.server.ledger;

/**
 * Says that a transaction has lost against others, or that not all peers could run it; nothing of
 * it is done. Run again, it may do better.
 */
final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final LedgerException inTheEnd;

  /**
   * A conflict of one transaction.
   *
   * @param code what the peers call it
   * @param inTheEnd what the caller is told when there is no time to run it again
   */
  ConflictException(String code, LedgerException inTheEnd) {
    super(code, null, false, false);
    this.inTheEnd = inTheEnd;
  }

  /** What the peers call it. */
  String code() {
    return getMessage();
  }

  /** What the caller is told when there is no time to run it again. */
  LedgerException inTheEnd() {
    return inTheEnd;
  }
}
