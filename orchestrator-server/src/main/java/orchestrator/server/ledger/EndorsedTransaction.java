package orchestrator.server.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/**
 * Holds what endorsers signed that a chaincode did.
 *
 * @param id of the transaction
 * @param event the chaincode event; one without a name when the chaincode made none
 * @param results the read-write set, a {@code TxReadWriteSet}
 */
record EndorsedTransaction(String id, ChaincodeEvent event, ByteString results) {
  /** The transaction in an entry of a block; empty for other entries, such as configurations. */
  static Optional<EndorsedTransaction> of(ByteString entry) throws InvalidProtocolBufferException {
    Payload payload = Payload.parseFrom(Envelope.parseFrom(entry).getPayload());
    ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
    if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      return Optional.empty();
    }
    Transaction transaction = Transaction.parseFrom(payload.getData());
    if (transaction.getActionsCount() != 1) {
      // Peers find no other transaction valid.
      throw new InvalidProtocolBufferException("a transaction has one action");
    }
    ChaincodeAction action = action(transaction.getActions(0).getPayload());
    return Optional.of(
        new EndorsedTransaction(
            header.getTxId(), ChaincodeEvent.parseFrom(action.getEvents()), action.getResults()));
  }

  private static ChaincodeAction action(ByteString payload) throws InvalidProtocolBufferException {
    ByteString response =
        ChaincodeActionPayload.parseFrom(payload).getAction().getProposalResponsePayload();
    return ChaincodeAction.parseFrom(ProposalResponsePayload.parseFrom(response).getExtension());
  }
}
