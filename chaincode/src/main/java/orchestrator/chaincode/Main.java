package orchestrator.chaincode;

import com.google.inject.Guice;

/**
 * Runs the chaincode: as a service, to which the peer connects, when {@code
 * CHAINCODE_SERVER_ADDRESS} is set; else it connects to the peer that has built and started it.
 */
public final class Main {
  private Main() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments those that a peer gives to a chaincode that it starts
   */
  public static void main(String[] arguments) throws Exception {
    OrchestratorChaincode chaincode =
        Guice.createInjector(new ChaincodeModule()).getInstance(OrchestratorChaincode.class);
    if (System.getenv("CHAINCODE_SERVER_ADDRESS") == null) {
      chaincode.start(arguments);
    } else {
      chaincode.serve();
    }
  }
}
