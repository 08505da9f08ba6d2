package orchestrator.loopback.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import orchestrator.loopback.peer.JoinedChannel;
import orchestrator.loopback.peer.Peer;
import orchestrator.loopback.peer.Peers;
import orchestrator.loopback.peer.Proposal;
import orchestrator.loopback.peer.ProposalResult;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/**
 * Collects endorsements: the gateway's own peer tries a proposal out first, then those of all other
 * organizations of the channel do, since all of them have to endorse.
 */
final class EndorsementCollector {
  private static final String UNSATISFIED =
      "no combination of peers can be derived which satisfy the endorsement policy: ";

  private final Peer own;
  private final Peers peers;
  private final Differences differences;
  private final Executor executor;

  EndorsementCollector(Peer own, Peers peers, Differences differences, Executor executor) {
    this.own = own;
    this.peers = peers;
    this.differences = differences;
    this.executor = executor;
  }

  EndorseResponse endorse(EndorseRequest request) {
    Proposal proposal = read(request);
    EndorsementRound round = new EndorsementRound(proposal, differences);
    List<String> wanted = request.getEndorsingOrganizationsList();
    if (wanted.isEmpty()) {
      beginWithOwn(proposal, round);
      collect(proposal, round, others(proposal));
    } else {
      collect(proposal, round, named(proposal, wanted));
    }
    Envelope transaction = Envelope.newBuilder().setPayload(payload(proposal, round)).build();
    return EndorseResponse.newBuilder().setPreparedTransaction(transaction).build();
  }

  private static Proposal read(EndorseRequest request) {
    try {
      Proposal proposal = Proposal.read(request.getProposedTransaction());
      if (!proposal.signed().getProposalBytes().isEmpty()) {
        return proposal;
      }
      throw GatewayErrors.of(
          Status.Code.INVALID_ARGUMENT, "the proposed transaction must contain a signed proposal");
    } catch (InvalidProtocolBufferException e) {
      throw GatewayErrors.of(Status.Code.INVALID_ARGUMENT, e.getMessage());
    }
  }

  private void beginWithOwn(Proposal proposal, EndorsementRound round) {
    if (own.channel(proposal.channelName()).isEmpty() || !own.hasChaincode(proposal.chaincode())) {
      throw GatewayErrors.of(
          Status.Code.FAILED_PRECONDITION,
          UNSATISFIED
              + "No metadata was found for chaincode %s in channel %s"
                  .formatted(proposal.chaincode(), proposal.channelName()));
    }
    round.add(own, own.process(proposal));
    if (round.hasFailed()) {
      throw round.error("failed to endorse transaction, see attached details for more info");
    }
  }

  private List<Peer> others(Proposal proposal) {
    String channel = proposal.channelName();
    List<Peer> running = peers.running(channel);
    Set<String> present = running.stream().map(Peer::mspId).collect(Collectors.toSet());
    Optional<JoinedChannel> joined = own.channel(channel);
    Set<String> needed = new TreeSet<>(joined.orElseThrow().membership().organizations());
    if (!present.containsAll(needed)) {
      throw GatewayErrors.of(
          Status.Code.FAILED_PRECONDITION,
          UNSATISFIED + "no peer combination can satisfy the endorsement policy");
    }
    return running.stream().filter(peer -> peer != own).toList();
  }

  private List<Peer> named(Proposal proposal, List<String> organizations) {
    List<Peer> running =
        own.hasChaincode(proposal.chaincode()) ? peers.running(proposal.channelName()) : List.of();
    List<String> missing = new ArrayList<>(organizations);
    running.forEach(peer -> missing.remove(peer.mspId()));
    if (!missing.isEmpty()) {
      throw GatewayErrors.of(
          Status.Code.UNAVAILABLE,
          "failed to find any endorsing peers for org(s): " + String.join(", ", missing));
    }
    return running.stream().filter(peer -> organizations.contains(peer.mspId())).toList();
  }

  private void collect(Proposal proposal, EndorsementRound round, List<Peer> endorsers) {
    Map<Peer, CompletableFuture<ProposalResult>> outcomes = new LinkedHashMap<>();
    for (Peer peer : endorsers) {
      outcomes.put(peer, CompletableFuture.supplyAsync(() -> peer.process(proposal), executor));
    }
    outcomes.forEach((peer, outcome) -> round.add(peer, outcome.join()));
    if (round.hasFailed()) {
      throw round.error(
          "failed to collect enough transaction endorsements, see attached details for more info");
    }
  }

  private static ByteString payload(Proposal proposal, EndorsementRound round) {
    ChaincodeActionPayload action =
        ChaincodeActionPayload.newBuilder()
            .setChaincodeProposalPayload(proposal.lasting())
            .setAction(
                ChaincodeEndorsedAction.newBuilder()
                    .setProposalResponsePayload(round.result())
                    .addAllEndorsements(round.endorsements()))
            .build();
    Transaction transaction =
        Transaction.newBuilder()
            .addActions(
                TransactionAction.newBuilder()
                    .setHeader(proposal.header().getSignatureHeader())
                    .setPayload(action.toByteString()))
            .build();
    return Payload.newBuilder()
        .setHeader(proposal.header())
        .setData(transaction.toByteString())
        .build()
        .toByteString();
  }
}
