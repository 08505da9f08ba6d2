package orchestrator.chaincode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import orchestrator.chaincode.service.ServedChaincode;
import orchestrator.loopback.chaincode.ChaincodeClient;
import orchestrator.loopback.chaincode.ChaincodeFailedException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;

/**
 * Serves a chaincode that does what a test hands to it, so that the test gets the shim's own stub,
 * on whose other side is the loopback network's peer. One transaction at a time.
 */
final class StubServer extends ServedChaincode {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PACKAGE = "orchestrator:1";

  // Held, since a logger that nobody holds forgets its level.
  private static final Logger SHIM = Logger.getLogger("org.hyperledger.fabric");

  private volatile Consumer<ChaincodeStub> work = stub -> {};

  private StubServer() {}

  /** Starts one, and returns what a peer calls it by. */
  static StubServer start() {
    return new StubServer();
  }

  /** Listens until the program ends. */
  ChaincodeClient listen() {
    try {
      String address = "127.0.0.1:" + freePort();
      Thread thread = new Thread(() -> serve(address), "stub server");
      thread.setDaemon(true);
      thread.start();
      ChaincodeClient client = new ChaincodeClient("orchestrator", address, PACKAGE, LIMIT);
      while (!isConnected(client)) {
        Thread.sleep(10);
      }
      SHIM.setLevel(Level.OFF);
      return client;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the chaincode does not start", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void serve(String address) {
    try {
      run(
          new String[0],
          Map.of("CHAINCODE_SERVER_ADDRESS", address, "CORE_CHAINCODE_ID_NAME", PACKAGE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isConnected(ChaincodeClient client) {
    try {
      client.connect();
      return true;
    } catch (ChaincodeFailedException e) {
      return false;
    }
  }

  /** Does this in the transactions that come. */
  void setWork(Consumer<ChaincodeStub> next) {
    work = next;
  }

  @Override
  public Response init(ChaincodeStub stub) {
    return ResponseUtils.newSuccessResponse();
  }

  @Override
  public Response invoke(ChaincodeStub stub) {
    work.accept(stub);
    return ResponseUtils.newSuccessResponse();
  }
}
