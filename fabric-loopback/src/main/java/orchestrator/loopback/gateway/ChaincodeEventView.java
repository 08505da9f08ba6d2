package orchestrator.loopback.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import java.util.function.Function;
import orchestrator.loopback.ledger.Blocks;
import orchestrator.loopback.ledger.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** The events of one chaincode in the blocks, those of valid transactions only. */
final class ChaincodeEventView implements Function<Block, Optional<ChaincodeEventsResponse>> {
  private final String chaincode;
  private final String after;
  private boolean isAfter;

  ChaincodeEventView(ChaincodeEventsRequest request) {
    this.chaincode = request.getChaincodeId();
    this.after = request.getAfterTransactionId();
    this.isAfter = after.isEmpty();
  }

  /** The events of a block; empty when it has none. Blocks have to come in their order. */
  @Override
  public Optional<ChaincodeEventsResponse> apply(Block block) {
    ChaincodeEventsResponse.Builder response =
        ChaincodeEventsResponse.newBuilder().setBlockNumber(block.getHeader().getNumber());
    for (int i = 0; i < block.getData().getDataCount(); i++) {
      if (Blocks.code(block, i) == TxValidationCode.VALID) {
        read(block.getData().getData(i)).ifPresent(transaction -> add(transaction, response));
      }
    }
    return response.getEventsCount() == 0 ? Optional.empty() : Optional.of(response.build());
  }

  private void add(Transaction transaction, ChaincodeEventsResponse.Builder response) {
    if (isAfter) {
      transaction
          .event()
          .filter(event -> event.getChaincodeId().equals(chaincode))
          .ifPresent(response::addEvents);
    } else {
      isAfter = transaction.id().equals(after);
    }
  }

  private static Optional<Transaction> read(ByteString envelope) {
    try {
      return Transaction.read(Envelope.parseFrom(envelope));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a valid transaction cannot be read", e);
    }
  }
}
