package orchestrator.loopback.chaincode;

/** A chaincode that has given no answer; the message is Fabric's. */
public final class ChaincodeFailedException extends Exception {
  public ChaincodeFailedException(String message) {
    super(message);
  }
}
