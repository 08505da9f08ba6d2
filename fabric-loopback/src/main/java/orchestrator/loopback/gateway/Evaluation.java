package orchestrator.loopback.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.loopback.peer.Peer;
import orchestrator.loopback.peer.Peers;
import orchestrator.loopback.peer.Proposal;
import orchestrator.loopback.peer.ProposalResult;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;

/** Asks one peer, the gateway's own first, and another one when that one cannot answer. */
final class Evaluation {
  private final Peer own;
  private final Peers peers;

  Evaluation(Peer own, Peers peers) {
    this.own = own;
    this.peers = peers;
  }

  EvaluateResponse evaluate(EvaluateRequest request) {
    Proposal proposal = read(request);
    List<ErrorDetail> details = new ArrayList<>();
    for (Peer peer : candidates(proposal)) {
      ProposalResult outcome = peer.process(proposal);
      if (outcome instanceof ProposalResult.Endorsed endorsed) {
        return EvaluateResponse.newBuilder().setResult(endorsed.response().getResponse()).build();
      }
      ProposalResult.Failed failed = (ProposalResult.Failed) outcome;
      details.add(GatewayErrors.detail(peer, failed.message()));
      if (failed.cause() != ProposalResult.Cause.PEER) {
        throw GatewayErrors.of(
            failed.code(),
            "evaluate call to endorser returned error: " + failed.message(),
            details);
      }
    }
    throw GatewayErrors.of(
        Status.Code.ABORTED,
        "failed to evaluate transaction, see attached details for more info",
        details);
  }

  private static Proposal read(EvaluateRequest request) {
    try {
      Proposal proposal = Proposal.read(request.getProposedTransaction());
      Optional<String> fault = RequestErrors.fault(proposal);
      if (fault.isEmpty()) {
        return proposal;
      }
      throw unpacking(fault.get());
    } catch (InvalidProtocolBufferException e) {
      throw unpacking(e.getMessage());
    }
  }

  private static StatusRuntimeException unpacking(String fault) {
    return GatewayErrors.of(
        Status.Code.INVALID_ARGUMENT, "failed to unpack transaction proposal: " + fault);
  }

  private List<Peer> candidates(Proposal proposal) {
    String channel = proposal.channelName();
    if (own.channel(channel).isEmpty()) {
      throw GatewayErrors.of(Status.Code.UNAVAILABLE, RequestErrors.noChannel(channel));
    }
    Comparator<Peer> byHeight =
        Comparator.comparingLong(
            peer -> peer.channel(channel).map(c -> c.ledger().height()).orElse(0L));
    List<Peer> candidates =
        Stream.concat(
                Stream.of(own),
                peers.running(channel).stream().filter(p -> p != own).sorted(byHeight.reversed()))
            .toList();
    if (!own.hasChaincode(proposal.chaincode())) {
      throw GatewayErrors.of(
          Status.Code.FAILED_PRECONDITION,
          "no peers available to evaluate chaincode %s in channel %s"
              .formatted(proposal.chaincode(), channel));
    }
    return candidates;
  }
}
