package orchestrator.chaincode.service;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.WriteRecord;

/**
 * Gathers the writes of each transaction on a stream. The shim sends every write by itself and
 * waits for the peer's answer, which makes the round trips nearly all of a large transaction's
 * time. Here a write is answered at once, unless it makes a batch full: then the batch goes to the
 * peer, whose answer is that of the write. The last batch goes before the end of the transaction.
 *
 * <p>Nothing changes for the state: a peer applies a batch as it does single writes, and no read
 * shows a transaction its own.
 */
final class WriteBatches {
  private final StreamObserver<ChaincodeMessage> peer;
  private final StreamObserver<ChaincodeMessage> shim;
  private final int records;
  private final Map<TransactionKey, WriteBatch> gathering = new ConcurrentHashMap<>();
  private final Map<TransactionKey, ChaincodeMessage> ending = new ConcurrentHashMap<>();

  /**
   * The batches of a stream.
   *
   * @param peer takes messages from any thread
   * @param records how many writes the peer takes at once
   */
  WriteBatches(
      StreamObserver<ChaincodeMessage> peer, StreamObserver<ChaincodeMessage> shim, int records) {
    this.peer = peer;
    this.shim = shim;
    this.records = records;
  }

  /** Takes what the shim sends. */
  void send(ChaincodeMessage message) {
    switch (message.getType()) {
      case PUT_STATE, DEL_STATE -> write(message);
      case COMPLETED -> complete(message);
      case ERROR -> {
        gathering.remove(TransactionKey.of(message));
        peer.onNext(message);
      }
      default -> peer.onNext(message);
    }
  }

  private void write(ChaincodeMessage message) {
    TransactionKey key = TransactionKey.of(message);
    WriteBatch batch = gathering.computeIfAbsent(key, first -> new WriteBatch(records));
    batch.add(record(message));
    if (batch.isFull()) {
      gathering.remove(key);
      peer.onNext(message(key, batch));
    } else {
      shim.onNext(key.message(ChaincodeMessage.Type.RESPONSE).build());
    }
  }

  private static WriteRecord record(ChaincodeMessage message) {
    WriteRecord.Builder record = WriteRecord.newBuilder();
    try {
      if (message.getType() == ChaincodeMessage.Type.PUT_STATE) {
        PutState put = PutState.parseFrom(message.getPayload());
        record
            .setType(WriteRecord.Type.PUT_STATE)
            .setCollection(put.getCollection())
            .setKey(put.getKey())
            .setValue(put.getValue());
      } else {
        DelState delete = DelState.parseFrom(message.getPayload());
        record
            .setType(WriteRecord.Type.DEL_STATE)
            .setCollection(delete.getCollection())
            .setKey(delete.getKey());
      }
      return record.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the shim has made a write that cannot be read", e);
    }
  }

  private static ChaincodeMessage message(TransactionKey key, WriteBatch batch) {
    return key.message(ChaincodeMessage.Type.WRITE_BATCH_STATE).setPayload(batch.bytes()).build();
  }

  private void complete(ChaincodeMessage completed) {
    TransactionKey key = TransactionKey.of(completed);
    WriteBatch last = gathering.remove(key);
    if (last == null) {
      peer.onNext(completed);
    } else {
      ending.put(key, completed);
      peer.onNext(message(key, last));
    }
  }

  /**
   * Takes what the peer sends, when it is the answer to the last batch of a transaction. The
   * transaction then ends, in error if the peer has refused the batch.
   *
   * @return false for all else, which is for the shim
   */
  boolean takes(ChaincodeMessage answer) {
    if (answer.getType() != ChaincodeMessage.Type.RESPONSE
        && answer.getType() != ChaincodeMessage.Type.ERROR) {
      return false;
    }
    ChaincodeMessage completed = ending.remove(TransactionKey.of(answer));
    if (completed == null) {
      return false;
    }
    peer.onNext(answer.getType() == ChaincodeMessage.Type.RESPONSE ? completed : answer);
    return true;
  }
}
