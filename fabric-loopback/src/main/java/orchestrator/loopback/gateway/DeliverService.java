package orchestrator.loopback.gateway;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import orchestrator.loopback.peer.Peer;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;

/** Sends the blocks of a peer's channels, those that are there and those that come. */
public final class DeliverService extends DeliverGrpc.DeliverImplBase {
  private final Peer peer;
  private final Executor executor;

  public DeliverService(Peer peer, Executor executor) {
    this.peer = peer;
    this.executor = executor;
  }

  @Override
  public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> client) {
    return new Delivery(
        peer, (ServerCallStreamObserver<DeliverResponse>) client, DeliverService::whole, executor);
  }

  private static Optional<DeliverResponse> whole(Block block) {
    return Optional.of(DeliverResponse.newBuilder().setBlock(block).build());
  }
}
