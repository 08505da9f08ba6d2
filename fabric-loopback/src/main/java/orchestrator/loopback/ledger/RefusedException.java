package orchestrator.loopback.ledger;

/** Says that a peer refuses something to a chaincode; the message is Fabric's. */
public final class RefusedException extends Exception {
  public RefusedException(String message) {
    super(message);
  }
}
