package orchestrator.lib.ledger;

/**
 * Names the functions that the chaincode has beside the rpcs. Each function, and each rpc by its
 * full name, takes one argument: the bytes of its request.
 */
public final class LedgerFunctions {
  /**
   * Finds the transaction that has made an event. Takes the event's id and answers with the
   * transaction's, both in UTF-8; the answer is empty when there is no such event.
   */
  public static final String TRANSACTION_OF_EVENT = "orchestrator.ledger/TransactionOfEvent";

  private LedgerFunctions() {}
}
