package orchestrator.chaincode.service;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URISyntaxException;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.traces.Traces;

/** A chaincode that peers connect to, and that writes to them in batches. */
public abstract class ServedChaincode extends ChaincodeBase {
  /** Waits for the peer to connect, and answers it until the process is ended. */
  public final void serve() throws IOException, InterruptedException, URISyntaxException {
    initializeLogging();
    processEnvironmentOptions();
    validateOptions();
    // Without these two, each stream of a peer ends at once.
    Metrics.initialize(getChaincodeConfig());
    Traces.initialize(getChaincodeConfig());
    ChaincodeServerProperties server = getChaincodeServerConfig();
    // Else the peer has to connect anew every few seconds.
    server.setMaxConnectionAgeSeconds(Integer.MAX_VALUE);
    new NettyChaincodeServer(this, server).start();
  }

  @Override
  protected final StreamObserver<ChaincodeMessage> connectToPeer(
      StreamObserver<ChaincodeMessage> peer) throws IOException {
    PeerStream stream = new PeerStream(peer);
    return stream.to(super.connectToPeer(stream));
  }
}
