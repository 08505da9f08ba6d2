package orchestrator.loopback.chaincode;

/** Says that a chaincode has given no answer; the message is Fabric's. */
public final class ChaincodeFailedException extends Exception {
  public ChaincodeFailedException(String message) {
    super(message);
  }
}
