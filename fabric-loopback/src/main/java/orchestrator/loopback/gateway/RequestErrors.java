package orchestrator.loopback.gateway;

import java.util.Optional;
import orchestrator.loopback.peer.Proposal;

/** Says what is wrong with requests, in Fabric's words. */
final class RequestErrors {
  private RequestErrors() {}

  /** What a proposal lacks for a gateway to find out where to send it. */
  static Optional<String> fault(Proposal proposal) {
    if (proposal.signed().getProposalBytes().isEmpty()) {
      return Optional.of("a signed proposal is required");
    }
    if (proposal.channelName().isEmpty()) {
      return Optional.of("no channel id provided");
    }
    if (proposal.chaincode().isEmpty()) {
      return Optional.of(
          "no chaincode name is provided, channel id [%s]".formatted(proposal.channelName()));
    }
    return Optional.empty();
  }

  /** That a peer does not take part in a channel. */
  static String noChannel(String channel) {
    return "failed to get config for channel [%1$s]: could not get last config for channel %1$s"
        .formatted(channel);
  }
}
