package orchestrator.loopback.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.concurrent.CompletableFuture;
import orchestrator.loopback.ledger.RefusedException;
import orchestrator.loopback.ledger.Simulation;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.StateMetadataResult;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;

/** Answers what a chaincode asks while it works on one transaction. */
final class Invocation {
  private final ChaincodeMessage start;
  private final Simulation simulation;
  private final StateQueries queries;
  private final CompletableFuture<ChaincodeMessage> end = new CompletableFuture<>();

  /**
   * An invocation.
   *
   * @param start the message that it starts with
   * @param namespace the chaincode's name
   */
  Invocation(ChaincodeMessage start, String namespace, Simulation simulation) {
    this.start = start;
    this.simulation = simulation;
    this.queries = new StateQueries(namespace, simulation);
  }

  ChaincodeMessage start() {
    return start;
  }

  /** Completes with what the chaincode ends the transaction with. */
  CompletableFuture<ChaincodeMessage> end() {
    return end;
  }

  /** The answer to a question; the chaincode asks one after the other. */
  synchronized ChaincodeMessage answer(ChaincodeMessage question) {
    try {
      return message(ChaincodeMessage.Type.RESPONSE, response(question));
    } catch (RefusedException | InvalidProtocolBufferException e) {
      String error =
          "%s failed: transaction ID: %s: %s"
              .formatted(question.getType(), question.getTxid(), e.getMessage());
      return message(ChaincodeMessage.Type.ERROR, ByteString.copyFromUtf8(error));
    }
  }

  private ByteString response(ChaincodeMessage question)
      throws InvalidProtocolBufferException, RefusedException {
    ByteString payload = question.getPayload();
    return switch (question.getType()) {
      case GET_STATE -> get(GetState.parseFrom(payload));
      case GET_STATE_MULTIPLE -> get(GetStateMultiple.parseFrom(payload));
      case PUT_STATE -> put(PutState.parseFrom(payload));
      case DEL_STATE -> delete(DelState.parseFrom(payload));
      case WRITE_BATCH_STATE -> write(WriteBatchState.parseFrom(payload));
      case GET_STATE_BY_RANGE -> queries.range(payload);
      case GET_HISTORY_FOR_KEY -> queries.history(payload);
      case QUERY_STATE_NEXT -> queries.next(payload);
      case QUERY_STATE_CLOSE -> queries.close(payload);
      case GET_QUERY_RESULT -> throw new RefusedException("ExecuteQuery not supported for leveldb");
      case GET_STATE_METADATA -> StateMetadataResult.getDefaultInstance().toByteString();
      default -> throw new RefusedException("the loopback network does not do this");
    };
  }

  private ByteString get(GetState request) throws RefusedException {
    refuseCollection(request.getCollection());
    return simulation.get(request.getKey()).orElse(ByteString.EMPTY);
  }

  private ByteString get(GetStateMultiple request) throws RefusedException {
    refuseCollection(request.getCollection());
    GetStateMultipleResult.Builder values = GetStateMultipleResult.newBuilder();
    for (String key : request.getKeysList()) {
      values.addValues(simulation.get(key).orElse(ByteString.EMPTY));
    }
    return values.build().toByteString();
  }

  private ByteString put(PutState request) throws RefusedException {
    refuseCollection(request.getCollection());
    simulation.put(request.getKey(), request.getValue());
    return ByteString.EMPTY;
  }

  private ByteString delete(DelState request) throws RefusedException {
    refuseCollection(request.getCollection());
    simulation.delete(request.getKey());
    return ByteString.EMPTY;
  }

  private ByteString write(WriteBatchState batch) throws RefusedException {
    for (WriteRecord write : batch.getRecList()) {
      refuseCollection(write.getCollection());
      switch (write.getType()) {
        case PUT_STATE -> simulation.put(write.getKey(), write.getValue());
        case DEL_STATE -> simulation.delete(write.getKey());
        default -> throw new RefusedException("unknown operation type");
      }
    }
    return ByteString.EMPTY;
  }

  private static void refuseCollection(String collection) throws RefusedException {
    if (!collection.isEmpty()) {
      throw new RefusedException("the loopback network has no private data");
    }
  }

  private ChaincodeMessage message(ChaincodeMessage.Type type, ByteString payload) {
    return ChaincodeMessage.newBuilder()
        .setType(type)
        .setPayload(payload)
        .setTxid(start.getTxid())
        .setChannelId(start.getChannelId())
        .build();
  }
}
