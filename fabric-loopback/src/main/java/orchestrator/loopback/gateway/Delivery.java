package orchestrator.loopback.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import orchestrator.loopback.ledger.PeerLedger;
import orchestrator.loopback.peer.JoinedChannel;
import orchestrator.loopback.peer.Peer;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.peer.DeliverResponse;

/** Serves one client that asks for blocks, one request after the other. */
final class Delivery implements StreamObserver<Envelope> {
  private final Peer peer;
  private final ServerCallStreamObserver<DeliverResponse> client;
  private final Function<Block, Optional<DeliverResponse>> view;
  private final Executor executor;
  private volatile Optional<BlockStream<DeliverResponse>> blocks = Optional.empty();

  Delivery(
      Peer peer,
      ServerCallStreamObserver<DeliverResponse> client,
      Function<Block, Optional<DeliverResponse>> view,
      Executor executor) {
    this.peer = peer;
    this.client = client;
    this.view = view;
    this.executor = executor;
    client.setOnReadyHandler(() -> blocks.ifPresent(BlockStream::resume));
    client.setOnCancelHandler(this::stop);
  }

  @Override
  public void onNext(Envelope request) {
    try {
      Payload payload = Payload.parseFrom(request.getPayload());
      ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
      Optional<JoinedChannel> channel = peer.channel(header.getChannelId());
      if (channel.isEmpty()) {
        end(Status.NOT_FOUND);
      } else if (!isSigned(channel.get(), payload, request)) {
        end(Status.FORBIDDEN);
      } else {
        start(channel.get().ledger(), SeekInfo.parseFrom(payload.getData()));
      }
    } catch (InvalidProtocolBufferException e) {
      end(Status.BAD_REQUEST);
    }
  }

  @Override
  public void onError(Throwable cause) {
    stop();
  }

  @Override
  public void onCompleted() {
    stop();
    client.onCompleted();
  }

  private void start(PeerLedger ledger, SeekInfo wanted) {
    if (!wanted.hasStart() || !wanted.hasStop()) {
      end(Status.BAD_REQUEST);
      return;
    }
    long first = SeekRange.first(wanted, ledger.height());
    long last = SeekRange.last(wanted, first, ledger.height());
    if (last < first) {
      end(Status.BAD_REQUEST);
      return;
    }
    if (wanted.getBehavior() == SeekInfo.SeekBehavior.FAIL_IF_NOT_READY
        && last >= ledger.height()) {
      end(Status.NOT_FOUND);
      return;
    }
    BlockStream<DeliverResponse> stream =
        new BlockStream<>(ledger, first, last, client, view, () -> say(Status.SUCCESS), executor);
    blocks = Optional.of(stream);
    stream.resume();
  }

  private void end(Status status) {
    say(status);
    client.onCompleted();
  }

  private void say(Status status) {
    client.onNext(DeliverResponse.newBuilder().setStatus(status).build());
  }

  private void stop() {
    blocks.ifPresent(BlockStream::stop);
  }

  private static boolean isSigned(JoinedChannel channel, Payload payload, Envelope request)
      throws InvalidProtocolBufferException {
    SignatureHeader signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
    return channel
        .membership()
        .hasSigned(signer.getCreator(), request.getPayload(), request.getSignature());
  }
}
