package orchestrator.loopback.ledger;

/** Something that a peer refuses to a chaincode; the message is Fabric's. */
public final class RefusedException extends Exception {
  public RefusedException(String message) {
    super(message);
  }
}
