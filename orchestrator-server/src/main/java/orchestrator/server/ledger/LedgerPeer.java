package orchestrator.server.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.ledger.LedgerFunctions;
import orchestrator.server.ledger.LedgerMetrics.Step;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Commit;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Asks the peer of one organization for the steps of calls on a channel. */
final class LedgerPeer implements BlockSource {
  /** The system chaincode that knows the blocks. */
  private static final String BLOCKS = "qscc";

  private final String organization;
  private final Gateways.Member member;
  private final String channel;
  private final LedgerMetrics metrics;
  private final FabricErrors errors;

  LedgerPeer(Gateways.Member member, String channel, LedgerMetrics metrics) {
    this.organization = member.identity().mspId();
    this.member = member;
    this.channel = channel;
    this.metrics = metrics;
    this.errors = new FabricErrors(organization, channel, member.identity().endpoint().toString());
  }

  private Network network() {
    return member.gateway().getNetwork(channel);
  }

  /** Whose peer it is. */
  String organization() {
    return organization;
  }

  /**
   * Runs a function of a chaincode on the peer's state; what it writes is forgotten.
   *
   * @throws RuntimeException that {@link FabricErrors#of} makes of a failure
   */
  byte[] evaluate(String chaincode, String function, byte[] argument) {
    return timed(Step.EVALUATE, () -> ask(chaincode, function, argument));
  }

  private byte[] ask(String chaincode, String function, byte[]... arguments) {
    try {
      return network()
          .getContract(chaincode)
          .newProposal(function)
          .addArguments(arguments)
          .build()
          .evaluate();
    } catch (GatewayException e) {
      throw errors.of(chaincode, e);
    }
  }

  /**
   * Lets all peers run a function that have to endorse it.
   *
   * @throws RuntimeException that {@link FabricErrors#of} makes of a failure
   */
  Transaction endorse(String chaincode, String function, byte[] argument) {
    Proposal proposal =
        network().getContract(chaincode).newProposal(function).addArguments(argument).build();
    try {
      return timed(Step.ENDORSE, proposal::endorse);
    } catch (EndorseException e) {
      throw errors.of(chaincode, e);
    }
  }

  /** Hands a transaction to the orderer; the same one may be handed over any number of times. */
  void submit(Transaction transaction) throws SubmitException {
    timed(Step.SUBMIT, transaction::submitAsync);
  }

  /** Waits for what becomes of a transaction. */
  Status status(String transactionId, Duration most) throws CommitStatusException {
    Gateway gateway = member.gateway();
    CommitStatusRequest request =
        CommitStatusRequest.newBuilder()
            .setChannelId(channel)
            .setTransactionId(transactionId)
            .setIdentity(identity(gateway).toByteString())
            .build();
    Commit commit =
        gateway.newCommit(
            SignedCommitStatusRequest.newBuilder()
                .setRequest(request.toByteString())
                .build()
                .toByteArray());
    return timed(
        Step.COMMIT,
        () ->
            commit.getStatus(
                options -> options.withDeadlineAfter(most.toNanos(), TimeUnit.NANOSECONDS)));
  }

  @FunctionalInterface
  private interface Action<T, E extends Exception> {
    T run() throws E;
  }

  private <T, E extends Exception> T timed(Step step, Action<T, E> action) throws E {
    long start = System.nanoTime();
    try {
      return action.run();
    } finally {
      metrics.took(channel, step, System.nanoTime() - start);
    }
  }

  private static SerializedIdentity identity(Gateway gateway) {
    return SerializedIdentity.newBuilder()
        .setMspid(gateway.getIdentity().getMspId())
        .setIdBytes(ByteString.copyFrom(gateway.getIdentity().getCredentials()))
        .build();
  }

  /** A query that is asked once: who asks it has a better time for another try. */
  private byte[] once(String chaincode, String function, byte[]... arguments) {
    try {
      return ask(chaincode, function, arguments);
    } catch (ConflictException e) {
      throw e.inTheEnd();
    }
  }

  @Override
  public long height() {
    byte[] info = once(BLOCKS, "GetChainInfo", channel.getBytes(StandardCharsets.UTF_8));
    return parsed(() -> BlockchainInfo.parseFrom(info).getHeight());
  }

  @Override
  public CloseableIterator<Block> blocks(long from) {
    return network().newBlockEventsRequest().startBlock(from).build().getEvents();
  }

  @Override
  public OptionalLong blockOf(String chaincode, String eventId) {
    byte[] transaction =
        once(
            chaincode,
            LedgerFunctions.TRANSACTION_OF_EVENT,
            eventId.getBytes(StandardCharsets.UTF_8));
    if (transaction.length == 0) {
      return OptionalLong.empty();
    }
    byte[] block =
        once(BLOCKS, "GetBlockByTxID", channel.getBytes(StandardCharsets.UTF_8), transaction);
    return OptionalLong.of(parsed(() -> Block.parseFrom(block).getHeader().getNumber()));
  }

  @FunctionalInterface
  private interface Parsing {
    long value() throws InvalidProtocolBufferException;
  }

  private static long parsed(Parsing parsing) {
    try {
      return parsing.value();
    } catch (InvalidProtocolBufferException e) {
      throw Errors.of(ErrorCode.UNREADABLE_DATA, "the peer's answer cannot be read");
    }
  }

  /** Tells what is wrong with the peer's answers. */
  FabricErrors errors() {
    return errors;
  }
}
