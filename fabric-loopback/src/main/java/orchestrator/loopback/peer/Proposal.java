package orchestrator.loopback.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import orchestrator.loopback.crypto.Digests;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * Holds what a client wants to be tried out, taken out of its envelopes.
 *
 * @param signed as it has come
 * @param header its headers
 * @param channel what the header says of channel, transaction and time
 * @param signer who has signed it
 * @param chaincode the name of the chaincode
 * @param input the arguments
 * @param lasting the part of the payload that goes into the transaction
 */
public record Proposal(
    SignedProposal signed,
    Header header,
    ChannelHeader channel,
    SignatureHeader signer,
    String chaincode,
    ChaincodeInput input,
    ByteString lasting) {

  /** Takes a proposal out of its envelopes. */
  public static Proposal read(SignedProposal signed) throws InvalidProtocolBufferException {
    var proposal = org.hyperledger.fabric.protos.peer.Proposal.parseFrom(signed.getProposalBytes());
    Header header = Header.parseFrom(proposal.getHeader());
    ChannelHeader channel = ChannelHeader.parseFrom(header.getChannelHeader());
    ChaincodeProposalPayload payload = ChaincodeProposalPayload.parseFrom(proposal.getPayload());
    return new Proposal(
        signed,
        header,
        channel,
        SignatureHeader.parseFrom(header.getSignatureHeader()),
        ChaincodeHeaderExtension.parseFrom(channel.getExtension()).getChaincodeId().getName(),
        ChaincodeInvocationSpec.parseFrom(payload.getInput()).getChaincodeSpec().getInput(),
        payload.toBuilder().clearTransientMap().build().toByteString());
  }

  /** The name of the channel. */
  public String channelName() {
    return channel.getChannelId();
  }

  /** The id of the transaction. */
  public String transactionId() {
    return channel.getTxId();
  }

  /** The first argument, which by custom names what is to be done; empty when there is none. */
  public String function() {
    return input.getArgsCount() == 0 ? "" : input.getArgs(0).toStringUtf8();
  }

  /** What an endorser answers with, so that its answer counts for this proposal only. */
  ByteString hash() {
    return Digests.sha256(header.getChannelHeader(), header.getSignatureHeader(), lasting);
  }
}
