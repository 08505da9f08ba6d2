package orchestrator.loopback.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import java.util.Optional;
import orchestrator.loopback.chaincode.ChaincodeClient;
import orchestrator.loopback.chaincode.ChaincodeFailedException;
import orchestrator.loopback.crypto.Organization;
import orchestrator.loopback.ledger.Simulation;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;

/** Tries proposals out on a peer's state and signs what came out. */
final class Endorser {
  private static final String CHAINCODE_VERSION = "1.0";
  private static final int FIRST_ERROR = 400;

  private final Organization organization;
  private final ByteString identity;
  private final ChaincodeClient chaincode;
  private final LedgerQueries ledgerQueries;

  Endorser(Organization organization, ChaincodeClient chaincode, LedgerQueries ledgerQueries) {
    this.organization = organization;
    this.identity = organization.serializedPeer();
    this.chaincode = chaincode;
    this.ledgerQueries = ledgerQueries;
  }

  /** Tries a proposal out. */
  ProposalResult process(Proposal proposal, JoinedChannel channel) {
    Simulation simulation = new Simulation(proposal.transactionId(), channel.ledger().state());
    Optional<String> fault = ProposalRules.fault(proposal, channel);
    if (fault.isPresent()) {
      return new ProposalResult.Failed(
          Status.Code.FAILED_PRECONDITION,
          fault.get(),
          ProposalResult.Cause.PROPOSAL,
          simulation.blocks());
    }
    try {
      return execute(proposal, simulation);
    } catch (ChaincodeFailedException e) {
      String message =
          "error in simulation: failed to execute transaction %s: %s"
              .formatted(proposal.transactionId(), e.getMessage());
      return peerFailed(message, simulation.blocks());
    }
  }

  /** The peer, not the chaincode, has failed. */
  static ProposalResult peerFailed(String message, long height) {
    return new ProposalResult.Failed(
        Status.Code.ABORTED, message, ProposalResult.Cause.PEER, height);
  }

  private ProposalResult execute(Proposal proposal, Simulation simulation)
      throws ChaincodeFailedException {
    if (proposal.chaincode().equals(LedgerQueries.NAME)) {
      Response response = ledgerQueries.answer(proposal);
      return outcome(proposal, response, Optional.empty(), simulation);
    }
    if (!proposal.chaincode().equals(chaincode.name())) {
      String message =
          ("make sure the chaincode %1$s has been successfully defined on channel %2$s and try"
                  + " again: chaincode %1$s not found")
              .formatted(proposal.chaincode(), proposal.channelName());
      return peerFailed(message, simulation.blocks());
    }
    ChaincodeClient.Execution execution =
        chaincode.execute(
            proposal.channelName(),
            proposal.transactionId(),
            proposal.input(),
            proposal.signed(),
            simulation);
    if (execution.message().getType() == ChaincodeMessage.Type.ERROR) {
      throw new ChaincodeFailedException(
          "transaction returned with failure: " + execution.message().getPayload().toStringUtf8());
    }
    return outcome(proposal, response(execution.message()), execution.event(), simulation);
  }

  private static Response response(ChaincodeMessage end) throws ChaincodeFailedException {
    try {
      return Response.parseFrom(end.getPayload());
    } catch (InvalidProtocolBufferException e) {
      throw new ChaincodeFailedException(
          "failed to unmarshal response for transaction %s: %s"
              .formatted(end.getTxid(), e.getMessage()));
    }
  }

  private ProposalResult outcome(
      Proposal proposal, Response response, Optional<ChaincodeEvent> event, Simulation simulation) {
    if (response.getStatus() >= FIRST_ERROR) {
      String message =
          "chaincode response %d, %s".formatted(response.getStatus(), response.getMessage());
      return new ProposalResult.Failed(
          Status.Code.UNKNOWN, message, ProposalResult.Cause.CHAINCODE, simulation.blocks());
    }
    ChaincodeAction.Builder action =
        ChaincodeAction.newBuilder()
            .setResults(simulation.results(proposal.chaincode()))
            .setResponse(response)
            .setChaincodeId(
                ChaincodeID.newBuilder()
                    .setName(proposal.chaincode())
                    .setVersion(CHAINCODE_VERSION));
    event.ifPresent(e -> action.setEvents(e.toByteString()));
    ByteString payload =
        ProposalResponsePayload.newBuilder()
            .setProposalHash(proposal.hash())
            .setExtension(action.build().toByteString())
            .build()
            .toByteString();
    return new ProposalResult.Endorsed(signed(response, payload), simulation.blocks());
  }

  private ProposalResponse signed(Response response, ByteString payload) {
    ByteString signature = organization.peer().sign(payload.concat(identity));
    return ProposalResponse.newBuilder()
        .setVersion(1)
        .setResponse(response)
        .setPayload(payload)
        .setEndorsement(Endorsement.newBuilder().setEndorser(identity).setSignature(signature))
        .build();
  }
}
