package orchestrator.loopback.peer;

import com.google.protobuf.MessageLite;
import java.util.Map;
import orchestrator.loopback.ledger.PeerLedger;
import org.hyperledger.fabric.protos.peer.Response;

/** Answers questions about blocks and transactions, as the system chaincode {@code qscc} does. */
final class LedgerQueries {
  static final String NAME = "qscc";

  private static final int OK = 200;
  private static final int ERROR = 500;

  private final Map<String, JoinedChannel> channels;

  /**
   * The chaincode of a peer.
   *
   * @param channels the peer's channels, of which there may be more later
   */
  LedgerQueries(Map<String, JoinedChannel> channels) {
    this.channels = channels;
  }

  /** The answer; the arguments are the question, the channel, and what is asked for. */
  Response answer(Proposal proposal) {
    int count = proposal.input().getArgsCount();
    if (count < 2) {
      return error("Incorrect number of arguments, %d".formatted(count));
    }
    String question = argument(proposal, 0);
    boolean isOfChannel = question.equals("GetChainInfo");
    if (count < 3 && !isOfChannel) {
      return error("missing 3rd argument for " + question);
    }
    JoinedChannel channel = channels.get(argument(proposal, 1));
    if (channel == null) {
      return error("Invalid chain ID, " + argument(proposal, 1));
    }
    PeerLedger ledger = channel.ledger();
    if (isOfChannel) {
      return found(ledger.information());
    }
    String asked = argument(proposal, 2);
    return switch (question) {
      case "GetBlockByTxID" ->
          ledger
              .transaction(asked)
              .flatMap(t -> ledger.block(t.height().block()))
              .map(LedgerQueries::found)
              .orElseGet(() -> noTransaction("Failed to get block for txID", asked));
      default -> error("Requested function %s not found.".formatted(question));
    };
  }

  private static Response noTransaction(String what, String id) {
    return error("%s %s, error no such transaction ID [%s] in index".formatted(what, id, id));
  }

  private static Response found(MessageLite message) {
    return Response.newBuilder().setStatus(OK).setPayload(message.toByteString()).build();
  }

  private static Response error(String message) {
    return Response.newBuilder().setStatus(ERROR).setMessage(message).build();
  }

  private static String argument(Proposal proposal, int position) {
    return proposal.input().getArgs(position).toStringUtf8();
  }
}
