package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.Optional;
import orchestrator.loopback.crypto.Digests;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;

/**
 * Holds an endorsed transaction, taken out of its envelopes.
 *
 * @param id its id
 * @param channel the channel it is for
 * @param time the time that its client gave it
 * @param nonce made its id together with the creator
 * @param creator the identity that has signed it
 * @param proposalHash the hash of what was proposed
 * @param endorsed the hash that the endorsers answered with
 * @param response what the endorsers have signed
 * @param endorsements their signatures
 * @param results what it has read and written
 * @param event its chaincode event
 */
public record Transaction(
    String id,
    String channel,
    Timestamp time,
    ByteString nonce,
    ByteString creator,
    ByteString proposalHash,
    ByteString endorsed,
    ByteString response,
    List<Endorsement> endorsements,
    KVRWSet results,
    Optional<ChaincodeEvent> event) {

  /**
   * The transaction in an envelope.
   *
   * @return empty when the envelope holds something else, as the first block's does
   */
  public static Optional<Transaction> read(Envelope envelope)
      throws InvalidProtocolBufferException {
    Payload payload = Payload.parseFrom(envelope.getPayload());
    ChannelHeader channel = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
    if (channel.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      return Optional.empty();
    }
    SignatureHeader signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
    var transaction = org.hyperledger.fabric.protos.peer.Transaction.parseFrom(payload.getData());
    if (transaction.getActionsCount() != 1) {
      throw new InvalidProtocolBufferException("a transaction has one action");
    }
    ChaincodeActionPayload action =
        ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
    ByteString response = action.getAction().getProposalResponsePayload();
    ProposalResponsePayload endorsed = ProposalResponsePayload.parseFrom(response);
    ChaincodeAction outcome = ChaincodeAction.parseFrom(endorsed.getExtension());
    return Optional.of(
        new Transaction(
            channel.getTxId(),
            channel.getChannelId(),
            channel.getTimestamp(),
            signer.getNonce(),
            signer.getCreator(),
            Digests.sha256(
                payload.getHeader().getChannelHeader(),
                payload.getHeader().getSignatureHeader(),
                action.getChaincodeProposalPayload()),
            endorsed.getProposalHash(),
            response,
            action.getAction().getEndorsementsList(),
            results(outcome.getResults()),
            event(outcome.getEvents())));
  }

  private static KVRWSet results(ByteString bytes) throws InvalidProtocolBufferException {
    List<NsReadWriteSet> sets = TxReadWriteSet.parseFrom(bytes).getNsRwsetList();
    return sets.isEmpty()
        ? KVRWSet.getDefaultInstance()
        : KVRWSet.parseFrom(sets.get(0).getRwset());
  }

  private static Optional<ChaincodeEvent> event(ByteString bytes)
      throws InvalidProtocolBufferException {
    return bytes.isEmpty() ? Optional.empty() : Optional.of(ChaincodeEvent.parseFrom(bytes));
  }
}
