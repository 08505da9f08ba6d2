package orchestrator.loopback.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;

/**
 * Carries the conversation of a peer with a chaincode that runs as a service: the peer calls, the
 * chaincode registers, and then the peer sends transactions and answers what the chaincode asks.
 */
final class ChaincodeStream implements StreamObserver<ChaincodeMessage> {
  private static final int LARGEST_MESSAGE = 100 * 1024 * 1024;
  private static final int LARGEST_BATCH = 1_000;

  private final ManagedChannel connection;
  private final StreamObserver<ChaincodeMessage> toChaincode;
  private final String packageId;
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CompletableFuture<ChaincodeStream> ready = new CompletableFuture<>();
  private final CompletableFuture<Throwable> closed = new CompletableFuture<>();

  private ChaincodeStream(String address, String packageId) {
    this.packageId = packageId;
    // What is done for a message is short and waits for nothing.
    this.connection =
        NettyChannelBuilder.forTarget(address)
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .build();
    this.toChaincode = ChaincodeGrpc.newStub(connection).connect(this);
  }

  /**
   * Calls a chaincode.
   *
   * @param packageId the id under which it has to register
   * @return completes when it is registered
   */
  static CompletableFuture<ChaincodeStream> open(String address, String packageId) {
    return new ChaincodeStream(address, packageId).ready;
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  /** Sends a transaction; its end comes from the invocation. */
  void execute(Invocation invocation) throws ChaincodeFailedException {
    ChaincodeMessage start = invocation.start();
    String key = key(start);
    if (running.putIfAbsent(key, invocation) != null) {
      throw new ChaincodeFailedException(
          "txid: %s(%s) exists".formatted(start.getTxid(), start.getChannelId()));
    }
    CompletableFuture<ChaincodeMessage> unused =
        invocation.end().whenComplete((message, failure) -> running.remove(key));
    if (isOpen()) {
      send(start);
    } else {
      terminate(invocation);
    }
  }

  void close() {
    connection.shutdownNow();
  }

  @Override
  public void onNext(ChaincodeMessage message) {
    switch (message.getType()) {
      case REGISTER -> register(message);
      case KEEPALIVE -> {}
      case COMPLETED, ERROR -> {
        Invocation invocation = running.get(key(message));
        if (invocation != null) {
          invocation.end().complete(message);
        }
      }
      default -> {
        Invocation invocation = running.get(key(message));
        send(invocation == null ? noContext(message) : invocation.answer(message));
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    closed.complete(cause);
    ready.completeExceptionally(cause);
    running.values().forEach(ChaincodeStream::terminate);
    connection.shutdownNow();
  }

  @Override
  public void onCompleted() {
    onError(new ChaincodeFailedException("the chaincode has ended the stream"));
  }

  private void register(ChaincodeMessage message) {
    try {
      String name = ChaincodeID.parseFrom(message.getPayload()).getName();
      if (!name.equals(packageId)) {
        onError(new ChaincodeFailedException("a chaincode registers as %s".formatted(name)));
        return;
      }
    } catch (InvalidProtocolBufferException e) {
      onError(e);
      return;
    }
    send(ChaincodeMessage.newBuilder().setType(ChaincodeMessage.Type.REGISTERED).build());
    ChaincodeAdditionalParams offers =
        ChaincodeAdditionalParams.newBuilder()
            .setUseWriteBatch(true)
            .setMaxSizeWriteBatch(LARGEST_BATCH)
            .setUseGetMultipleKeys(true)
            .setMaxSizeGetMultipleKeys(LARGEST_BATCH)
            .build();
    send(
        ChaincodeMessage.newBuilder()
            .setType(ChaincodeMessage.Type.READY)
            .setPayload(offers.toByteString())
            .build());
    ready.complete(this);
  }

  private void send(ChaincodeMessage message) {
    synchronized (toChaincode) {
      toChaincode.onNext(message);
    }
  }

  private static void terminate(Invocation invocation) {
    invocation
        .end()
        .completeExceptionally(new ChaincodeFailedException("chaincode stream terminated"));
  }

  private static ChaincodeMessage noContext(ChaincodeMessage question) {
    String error =
        "%s failed: transaction ID: %s: no ledger context"
            .formatted(question.getType(), question.getTxid());
    return question.toBuilder()
        .setType(ChaincodeMessage.Type.ERROR)
        .setPayload(ByteString.copyFromUtf8(error))
        .build();
  }

  private static String key(ChaincodeMessage message) {
    return message.getChannelId() + '/' + message.getTxid();
  }
}
