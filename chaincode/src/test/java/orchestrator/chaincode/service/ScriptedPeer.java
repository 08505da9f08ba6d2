package orchestrator.chaincode.service;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;

/** Answers every request of a chaincode's stream, as a peer does, with success or refusal. */
final class ScriptedPeer implements StreamObserver<ChaincodeMessage>, AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final BlockingQueue<ChaincodeMessage> ends = new LinkedBlockingQueue<>();
  private final List<ChaincodeMessage> requests = new CopyOnWriteArrayList<>();
  private final StreamObserver<ChaincodeMessage> chaincode;
  private volatile boolean refuses;

  /**
   * A peer to which a chaincode is connected.
   *
   * @param offer what it says of batches
   */
  ScriptedPeer(ServedChaincode connected, ChaincodeAdditionalParams offer) throws Exception {
    chaincode = connected.connectToPeer(this);
    chaincode.onNext(
        ChaincodeMessage.newBuilder().setType(ChaincodeMessage.Type.REGISTERED).build());
    chaincode.onNext(
        ChaincodeMessage.newBuilder()
            .setType(ChaincodeMessage.Type.READY)
            .setPayload(offer.toByteString())
            .build());
  }

  /** From now on each request is refused. */
  void refuse() {
    refuses = true;
  }

  /** Begins a transaction. */
  void begin(String transaction, String... arguments) {
    ChaincodeInput.Builder input = ChaincodeInput.newBuilder();
    for (String argument : arguments) {
      input.addArgs(ByteString.copyFromUtf8(argument));
    }
    thread.execute(
        () ->
            chaincode.onNext(
                new TransactionKey("mychannel", transaction)
                    .message(ChaincodeMessage.Type.TRANSACTION)
                    .setPayload(input.build().toByteString())
                    .build()));
  }

  /** The message with which a transaction has ended, whichever does so next. */
  ChaincodeMessage end() throws InterruptedException {
    ChaincodeMessage end = ends.poll(30, TimeUnit.SECONDS);
    if (end == null) {
      throw new AssertionError("no transaction has ended");
    }
    return end;
  }

  /** What a transaction has asked for, in order. */
  List<ChaincodeMessage> requests(String transaction) {
    return requests.stream().filter(request -> request.getTxid().equals(transaction)).toList();
  }

  @Override
  public void onNext(ChaincodeMessage message) {
    switch (message.getType()) {
      case REGISTER -> {}
      case COMPLETED, ERROR -> ends.add(message);
      default -> {
        requests.add(message);
        ChaincodeMessage.Builder answer =
            TransactionKey.of(message)
                .message(refuses ? ChaincodeMessage.Type.ERROR : ChaincodeMessage.Type.RESPONSE)
                .setPayload(ByteString.copyFromUtf8(refuses ? "not today" : ""));
        thread.execute(() -> chaincode.onNext(answer.build()));
      }
    }
  }

  @Override
  public void onError(Throwable fault) {
    throw new AssertionError(fault);
  }

  @Override
  public void onCompleted() {
    throw new AssertionError("a chaincode does not end its stream");
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
