package orchestrator.loopback.gateway;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.loopback.peer.Peer;
import orchestrator.loopback.peer.Proposal;
import orchestrator.loopback.peer.ProposalResult;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.Endorsement;

/** Gathers the endorsements of one proposal, which all have to be of the same result. */
final class EndorsementRound {
  private final Proposal proposal;
  private final Differences differences;
  private final List<Endorsement> endorsements = new ArrayList<>();
  private final List<ErrorDetail> details = new ArrayList<>();
  private Optional<First> first = Optional.empty();

  EndorsementRound(Proposal proposal, Differences differences) {
    this.proposal = proposal;
    this.differences = differences;
  }

  /** Takes what a peer has answered. */
  void add(Peer peer, ProposalResult outcome) {
    if (outcome instanceof ProposalResult.Endorsed endorsed) {
      add(peer, endorsed);
    } else {
      add(peer, (ProposalResult.Failed) outcome);
    }
  }

  boolean hasFailed() {
    return !details.isEmpty();
  }

  /** The result that all have endorsed. */
  ByteString result() {
    return first.orElseThrow().endorsed().response().getPayload();
  }

  List<Endorsement> endorsements() {
    return List.copyOf(endorsements);
  }

  /** The error of a round that has failed. */
  StatusRuntimeException error(String message) {
    return GatewayErrors.of(Status.Code.ABORTED, message, details);
  }

  private void add(Peer peer, ProposalResult.Endorsed endorsed) {
    if (first.isEmpty()) {
      first = Optional.of(new First(peer, endorsed));
    } else if (!endorsed.response().getPayload().equals(result())) {
      details.add(GatewayErrors.detail(peer, "ProposalResponsePayloads do not match"));
      report(peer, endorsed, ResultComparison.of(result(), endorsed.response().getPayload()));
      return;
    }
    endorsements.add(endorsed.response().getEndorsement());
  }

  private void add(Peer peer, ProposalResult.Failed failed) {
    details.add(GatewayErrors.detail(peer, failed.message()));
    if (failed.cause() == ProposalResult.Cause.CHAINCODE) {
      report(peer, failed, List.of("one endorses, the other answers " + failed.message()));
    }
  }

  /** Only peers that have seen the same blocks have to agree. */
  private void report(Peer peer, ProposalResult outcome, List<String> what) {
    if (first.isPresent() && first.get().endorsed().height() == outcome.height()) {
      differences.add(
          new Difference(
              proposal.channelName(),
              proposal.transactionId(),
              proposal.function(),
              outcome.height(),
              first.get().peer().mspId(),
              peer.mspId(),
              what));
    }
  }

  private record First(Peer peer, ProposalResult.Endorsed endorsed) {}
}
