package orchestrator.chaincode.service;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;

/**
 * Stands between the shim and a peer. Messages pass as they are, until the peer says that it takes
 * writes in batches, as Fabric does from 3.1 on; see {@link WriteBatches}.
 */
final class PeerStream implements StreamObserver<ChaincodeMessage> {
  private final StreamObserver<ChaincodeMessage> peer;
  private volatile Optional<WriteBatches> batches = Optional.empty();

  /** What the shim is to send to, instead of the peer. */
  PeerStream(StreamObserver<ChaincodeMessage> peer) {
    this.peer = new Shared(peer);
  }

  @Override
  public void onNext(ChaincodeMessage message) {
    batches.ifPresentOrElse(to -> to.send(message), () -> peer.onNext(message));
  }

  @Override
  public void onError(Throwable fault) {
    peer.onError(fault);
  }

  @Override
  public void onCompleted() {
    peer.onCompleted();
  }

  /** What the peer is to send to, instead of the shim. */
  StreamObserver<ChaincodeMessage> to(StreamObserver<ChaincodeMessage> shim) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ChaincodeMessage message) {
        if (message.getType() == ChaincodeMessage.Type.READY) {
          batches = batches(message, shim);
        }
        if (batches.isEmpty() || !batches.get().takes(message)) {
          shim.onNext(message);
        }
      }

      @Override
      public void onError(Throwable fault) {
        shim.onError(fault);
      }

      @Override
      public void onCompleted() {
        shim.onCompleted();
      }
    };
  }

  private Optional<WriteBatches> batches(
      ChaincodeMessage ready, StreamObserver<ChaincodeMessage> shim) {
    try {
      ChaincodeAdditionalParams offer = ChaincodeAdditionalParams.parseFrom(ready.getPayload());
      return offer.getUseWriteBatch()
          ? Optional.of(new WriteBatches(peer, shim, Math.max(1, offer.getMaxSizeWriteBatch())))
          : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the peer's offer cannot be read", e);
    }
  }

  /** An observer for several threads: those of transactions and the one that hears the peer. */
  private record Shared(StreamObserver<ChaincodeMessage> peer)
      implements StreamObserver<ChaincodeMessage> {
    @Override
    public synchronized void onNext(ChaincodeMessage message) {
      peer.onNext(message);
    }

    @Override
    public synchronized void onError(Throwable fault) {
      peer.onError(fault);
    }

    @Override
    public synchronized void onCompleted() {
      peer.onCompleted();
    }
  }
}
