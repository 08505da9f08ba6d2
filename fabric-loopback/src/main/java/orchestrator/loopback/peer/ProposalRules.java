package orchestrator.loopback.peer;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.Optional;
import orchestrator.loopback.ledger.TransactionIds;
import org.hyperledger.fabric.protos.common.HeaderType;

/** Checks proposals, and refuses some before they are tried out. */
final class ProposalRules {
  private ProposalRules() {}

  /**
   * Looks at a proposal.
   *
   * @return Fabric's words for what is wrong; empty when nothing is
   */
  static Optional<String> fault(Proposal proposal, JoinedChannel channel) {
    Optional<String> invalid = invalid(proposal, channel);
    if (invalid.isPresent()) {
      return invalid.map(fault -> "error validating proposal: " + fault);
    }
    return channel
        .ledger()
        .transaction(proposal.transactionId())
        .map(
            known ->
                "duplicate transaction found [%s]. Creator [%s]"
                    .formatted(
                        known.id(),
                        HexFormat.of().formatHex(proposal.signer().getCreator().toByteArray())));
  }

  private static Optional<String> invalid(Proposal proposal, JoinedChannel channel) {
    if (proposal.channel().getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      return Optional.of(
          "invalid header type " + HeaderType.forNumber(proposal.channel().getType()));
    }
    ByteString creator = proposal.signer().getCreator();
    ByteString nonce = proposal.signer().getNonce();
    if (nonce.isEmpty()) {
      return Optional.of("nonce is empty");
    }
    if (creator.isEmpty()) {
      return Optional.of("creator is empty");
    }
    String expected = TransactionIds.of(nonce, creator);
    if (!proposal.transactionId().equals(expected)) {
      return Optional.of(
          "incorrectly computed txid '%s' -- expected '%s'"
              .formatted(proposal.transactionId(), expected));
    }
    return unsigned(proposal, channel);
  }

  private static Optional<String> unsigned(Proposal proposal, JoinedChannel channel) {
    ByteString creator = proposal.signer().getCreator();
    Optional<String> organization = channel.membership().claimed(creator);
    if (organization.isEmpty()) {
      return Optional.of(
          "access denied: channel [%s] creator org unknown, creator is malformed"
              .formatted(proposal.channelName()));
    }
    boolean isSigned =
        channel
            .membership()
            .hasSigned(
                creator, proposal.signed().getProposalBytes(), proposal.signed().getSignature());
    return isSigned
        ? Optional.empty()
        : Optional.of(
            "access denied: channel [%s] creator org [%s]"
                .formatted(proposal.channelName(), organization.get()));
  }
}
