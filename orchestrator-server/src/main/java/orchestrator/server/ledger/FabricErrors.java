package orchestrator.server.ledger;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.ledger.ChaincodeErrors;
import orchestrator.server.logging.RateLimitedLog;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates what a gateway says of a failed step into what the caller is told. The texts that are
 * looked for are those of Fabric 2.5 to 3.1; its statuses alone do not tell the cases apart.
 */
final class FabricErrors {
  private static final Logger LOG = LoggerFactory.getLogger(FabricErrors.class);

  private static final Pattern ANSWER =
      Pattern.compile("chaincode response [0-9]+, (.*)", Pattern.DOTALL);

  private final String organization;
  private final String channel;
  private final RateLimitedLog complaints;

  /**
   * Errors of an organization's calls on a channel.
   *
   * @param peer its address, for the log
   */
  FabricErrors(String organization, String channel, String peer) {
    this.organization = organization;
    this.channel = channel;
    this.complaints =
        new RateLimitedLog(LOG, organization + " on " + channel + " at " + peer, failure -> true);
  }

  /**
   * A query or an endorsement that failed: nothing of it can have been done.
   *
   * @return an {@link orchestrator.lib.error.OrchestratorException} when the chaincode has
   *     answered, a {@link ConflictException} when it may go better next time, or a {@link
   *     LedgerException}
   */
  RuntimeException of(String chaincode, GatewayException failure) {
    return said(chaincode, failure, mspId -> mspId.equals(organization))
        .orElseGet(() -> byPeers(chaincode, failure));
  }

  /** What the chaincode of some organization has said. */
  private static Optional<RuntimeException> said(
      String chaincode, GatewayException failure, Predicate<String> by) {
    List<String> texts = new ArrayList<>();
    for (ErrorDetail detail : failure.getDetails()) {
      if (by.test(detail.getMspId())) {
        texts.add(detail.getMessage());
      }
    }
    if (failure.getDetails().isEmpty()) {
      texts.add(description(failure));
    }
    return texts.stream()
        .map(ANSWER::matcher)
        .filter(Matcher::find)
        .map(answer -> answer.group(1))
        .filter(text -> !ChaincodeErrors.isOfPeer(text))
        .map(text -> said(chaincode, text))
        .findFirst();
  }

  private static RuntimeException said(String chaincode, String text) {
    return ChaincodeErrors.parse(text)
        .orElseGet(
            () ->
                Errors.of(
                    ErrorCode.UNREADABLE_DATA,
                    "the answer of chaincode \"" + chaincode + "\" cannot be read"));
  }

  private RuntimeException byPeers(String chaincode, GatewayException failure) {
    String text = everything(failure);
    Status.Code status = failure.getStatus().getCode();
    if (said(chaincode, failure, mspId -> true).isPresent()
        || text.contains("ProposalResponsePayloads do not match")) {
      LOG.debug("{} on {}: {}", organization, channel, text);
      return new ConflictException(
          "ENDORSEMENTS_DIFFER",
          // Nearly always one of them is a block behind.
          LedgerException.unavailable("the organizations' peers do not come to the same result"));
    }
    complain(text);
    if (text.contains("timeout expired while executing transaction")) {
      return tooLarge("the call takes the chaincode too long, ask for less at once");
    }
    if (text.contains("message larger than max") || text.contains("exceeds maximum allowed")) {
      return tooLarge();
    }
    if (text.contains("No metadata was found for chaincode")
        || text.contains("no peers available to evaluate chaincode")
        || text.contains("could not get last config for channel")
        || text.contains("has been successfully defined on channel")) {
      return precondition(
          "no chaincode \"" + chaincode + "\" is deployed on channel \"" + channel + "\"");
    }
    if (text.contains("access denied")
        || status == Status.Code.PERMISSION_DENIED
        || status == Status.Code.UNAUTHENTICATED) {
      return precondition(
          "the peer of organization \"" + organization + "\" does not let it use the channel");
    }
    if (status == Status.Code.DEADLINE_EXCEEDED) {
      return LedgerException.unavailable("the peers have not answered in time")
          .withReason(FailureCauses.fitting(text));
    }
    return new ConflictException(
        "PEERS_AWAY",
        LedgerException.unavailable(away(chaincode, text)).withReason(FailureCauses.fitting(text)));
  }

  /** Why peers cannot answer now; another time they may. */
  private String away(String chaincode, String text) {
    if (text.contains("no peer combination") || text.contains("no combination of peers")) {
      return "too few organizations' peers can be reached to endorse";
    }
    if (text.contains("could not launch chaincode")
        || text.contains("chaincode stream terminated")) {
      return "chaincode \"" + chaincode + "\" does not run now";
    }
    return "the peers of the ledger cannot do this now";
  }

  /** A peer that does not tell what has become of a transaction; it is asked again. */
  void ofUnknown(CommitStatusException failure) {
    complain(everything(failure));
  }

  /**
   * Why the orderer does not take a transaction, and never will; empty when it may have taken it.
   */
  Optional<LedgerException> ofRefused(SubmitException failure) {
    String text = everything(failure);
    complain(text);
    if (text.contains("REQUEST_ENTITY_TOO_LARGE")
        || text.contains("exceeds maximum allowed")
        || text.contains("message larger than max")) {
      return Optional.of(tooLarge());
    }
    return switch (failure.getStatus().getCode()) {
      case ABORTED, INVALID_ARGUMENT, FAILED_PRECONDITION, NOT_FOUND, PERMISSION_DENIED ->
          Optional.of(precondition("the orderer does not take the transaction"));
      default -> Optional.empty();
    };
  }

  /** Nobody is to blame for what an interrupt has ended: the server stops. */
  private void complain(String text) {
    if (!Thread.currentThread().isInterrupted()) {
      complaints.about(FailureCauses.fitting(text));
    }
  }

  private static LedgerException tooLarge() {
    return tooLarge("the call is larger than the ledger takes, ask for less at once");
  }

  private static LedgerException tooLarge(String sentence) {
    return new LedgerException(Status.Code.RESOURCE_EXHAUSTED, sentence);
  }

  private static LedgerException precondition(String sentence) {
    return new LedgerException(Status.Code.FAILED_PRECONDITION, sentence);
  }

  private static String description(GatewayException failure) {
    return Optional.ofNullable(failure.getStatus().getDescription()).orElse("");
  }

  private static String everything(GatewayException failure) {
    StringBuilder text = new StringBuilder(FailureCauses.of(failure.getStatus(), failure));
    failure
        .getDetails()
        .forEach(
            detail ->
                text.append("; ")
                    .append(detail.getMspId())
                    .append(": ")
                    .append(detail.getMessage()));
    return text.toString();
  }
}
