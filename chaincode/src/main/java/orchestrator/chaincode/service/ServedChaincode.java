package orchestrator.chaincode.service;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.traces.Traces;

/** Serves a chaincode that peers connect to, and writes to them in batches. */
public abstract class ServedChaincode extends ChaincodeBase {
  /**
   * Runs as the environment says: as a service, which waits for the peer to connect and answers it
   * until the process is ended, or else as the child of a peer, to which it connects.
   *
   * @param arguments those that a peer gives to its child
   * @param variables of the process; a {@link SettingException} names the one that is wrong
   */
  public final void run(String[] arguments, Map<String, String> variables)
      throws InterruptedException {
    if (variables.containsKey(ServiceSettings.ADDRESS)) {
      serve(ServiceSettings.from(variables));
    } else {
      if (arguments.length == 0) {
        ServiceSettings.packageId(new Environment(variables));
      }
      start(arguments);
    }
  }

  private void serve(ServiceSettings settings) throws InterruptedException {
    initializeLogging();
    identify(settings.packageId());
    try {
      new NettyChaincodeServer(this, settings.properties()).start();
    } catch (IOException e) {
      throw new SettingException(
          ServiceSettings.ADDRESS,
          "cannot listen on "
              + settings.address().getHostString()
              + ":"
              + settings.address().getPort()
              + "; it is in use, or not an address of this machine");
    }
  }

  /** Makes the shim ready, which would read the variables of a peer's child by itself. */
  final void identify(String packageId) {
    processCommandLineOptions(new String[] {"--id", packageId});
    // Without these two, each stream of a peer ends at once.
    Metrics.initialize(getChaincodeConfig());
    Traces.initialize(getChaincodeConfig());
  }

  @Override
  protected final StreamObserver<ChaincodeMessage> connectToPeer(
      StreamObserver<ChaincodeMessage> peer) throws IOException {
    PeerStream stream = new PeerStream(peer);
    return stream.to(super.connectToPeer(stream));
  }
}
