package orchestrator.scenario.proxy.fabric;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc.GatewayFutureStub;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Calls a peer's gateway, and never waits. The calls of Fabric's client library wait for their
 * answers, a thread each; so the library makes what is sent, and the stubs of Fabric's protocol
 * send it. Safe for many threads.
 */
final class GatewayPeer implements AutoCloseable {
  /** A peer tells of an error twice, in a text and in details, and of long ones at length. */
  private static final int MAX_HEADER_BYTES = 256 << 10;

  /** Peers take no more frequent ones than one a minute, unless they are set otherwise. */
  private static final Duration KEEPALIVE = Duration.ofMinutes(2);

  private final GatewayAddress address;
  private final FabricOptions options;
  private final User user;
  private final ManagedChannel connection;
  private final Gateway gateway;
  private volatile boolean closed;

  private GatewayPeer(
      GatewayAddress address, FabricOptions options, User user, ManagedChannel connection) {
    this.address = address;
    this.options = options;
    this.user = user;
    this.connection = connection;
    gateway = Gateway.newInstance().identity(user.identity()).connection(connection).connect();
  }

  /** A peer that is connected when it is first called. */
  static GatewayPeer at(
      GatewayAddress address, FabricOptions options, User user, ChannelCredentials credentials) {
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(
                address.endpoint().getHost(), address.endpoint().getPort(), credentials)
            .maxInboundMetadataSize(MAX_HEADER_BYTES)
            .keepAliveTime(KEEPALIVE.toMinutes(), TimeUnit.MINUTES);
    address.authority().ifPresent(builder::overrideAuthority);
    return new GatewayPeer(address, options, user, builder.build());
  }

  /** A call of a function, which has the id of a transaction of its own. */
  Proposal propose(String chaincode, String function, String... arguments) {
    return gateway
        .getNetwork(options.channel())
        .getContract(chaincode)
        .newProposal(function)
        .addArguments(arguments)
        .build();
  }

  /** Has a function called whose writes are forgotten. */
  CompletableFuture<EvaluateResponse> evaluate(Proposal proposal) {
    return call(Step.EVALUATE, stub(options.timeout()).evaluate(evaluation(proposal)));
  }

  /** Whether the peer answers in time, if only that it will not do it. */
  CompletableFuture<Boolean> answers(Proposal proposal, Duration most) {
    // A connection that was lost is made again at once, not after a while.
    connection.resetConnectBackoff();
    return call(Step.EVALUATE, stub(most).withWaitForReady().evaluate(evaluation(proposal)))
        .thenApply(answer -> true)
        .exceptionally(failure -> FailedStepException.from(failure).isAnswer());
  }

  private EvaluateRequest evaluation(Proposal proposal) {
    return EvaluateRequest.newBuilder()
        .setTransactionId(proposal.getTransactionId())
        .setChannelId(options.channel())
        .setProposedTransaction(signed(proposal))
        .build();
  }

  /** Has a proposal run and signed by as many peers as have to. */
  CompletableFuture<Envelope> endorse(Proposal proposal) {
    EndorseRequest request =
        EndorseRequest.newBuilder()
            .setTransactionId(proposal.getTransactionId())
            .setChannelId(options.channel())
            .setProposedTransaction(signed(proposal))
            .build();
    return call(Step.ENDORSE, stub(options.timeout()).endorse(request))
        .thenApply(EndorseResponse::getPreparedTransaction);
  }

  /** Hands an endorsed transaction to the ordering service. */
  CompletableFuture<SubmitResponse> submit(String transactionId, Envelope endorsed) {
    SubmitRequest request =
        SubmitRequest.newBuilder()
            .setTransactionId(transactionId)
            .setChannelId(options.channel())
            .setPreparedTransaction(
                endorsed.toBuilder().setSignature(user.sign(endorsed.getPayload())))
            .build();
    return call(Step.SUBMIT, stub(options.timeout()).submit(request));
  }

  /** What became of a transaction, as soon as it is in a block. */
  CompletableFuture<TxValidationCode> outcome(String transactionId) {
    CommitStatusRequest question =
        CommitStatusRequest.newBuilder()
            .setTransactionId(transactionId)
            .setChannelId(options.channel())
            .setIdentity(user.serialized())
            .build();
    SignedCommitStatusRequest request =
        SignedCommitStatusRequest.newBuilder()
            .setRequest(question.toByteString())
            .setSignature(user.sign(question.toByteString()))
            .build();
    return ask(request, stub(options.timeout()))
        .exceptionallyCompose(
            failure ->
                // Asking again changes nothing; the connection has only to be there again.
                FailedStepException.from(failure).isAway()
                    ? ask(request, stub(options.timeout()).withWaitForReady())
                    : CompletableFuture.failedFuture(failure))
        .thenApply(CommitStatusResponse::getResult);
  }

  private CompletableFuture<CommitStatusResponse> ask(
      SignedCommitStatusRequest request, GatewayFutureStub stub) {
    return call(Step.COMMIT_STATUS, stub.commitStatus(request));
  }

  private SignedProposal signed(Proposal proposal) {
    try {
      SignedProposal unsigned = ProposedTransaction.parseFrom(proposal.getBytes()).getProposal();
      return unsigned.toBuilder().setSignature(user.sign(unsigned.getProposalBytes())).build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a proposal cannot be read", e);
    }
  }

  private GatewayFutureStub stub(Duration most) {
    return GatewayGrpc.newFutureStub(connection)
        .withDeadlineAfter(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  private <T> CompletableFuture<T> call(Step step, ListenableFuture<T> answer) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Futures.addCallback(
        answer,
        new FutureCallback<T>() {
          @Override
          public void onSuccess(T value) {
            result.complete(value);
          }

          @Override
          public void onFailure(Throwable failure) {
            result.completeExceptionally(
                closed
                    ? new FailedStepException(
                        "the connection to the peer " + address + " was closed")
                    : FailedStepException.of(step, address, options.timeout(), failure));
          }
        },
        MoreExecutors.directExecutor());
    return result;
  }

  @Override
  public void close() {
    closed = true;
    gateway.close();
    connection.shutdownNow();
  }
}
