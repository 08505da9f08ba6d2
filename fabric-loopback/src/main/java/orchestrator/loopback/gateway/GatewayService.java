package orchestrator.loopback.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import orchestrator.loopback.ledger.CommittedTransaction;
import orchestrator.loopback.ledger.PeerLedger;
import orchestrator.loopback.orderer.Orderer;
import orchestrator.loopback.peer.Peer;
import orchestrator.loopback.peer.Peers;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;

/** Serves the gateway of a peer, with Fabric's four calls. */
public final class GatewayService extends GatewayGrpc.GatewayImplBase {
  private final Evaluation evaluation;
  private final EndorsementCollector endorsing;
  private final Submission submission;
  private final RequestAuthorization signed;
  private final Executor executor;

  /**
   * A gateway.
   *
   * @param own the peer that it belongs to
   * @param differences gets what differs between the peers
   * @param executor runs what may wait
   */
  public GatewayService(
      Peer own, Peers peers, Orderer orderer, Differences differences, Executor executor) {
    this.evaluation = new Evaluation(own, peers);
    this.endorsing = new EndorsementCollector(own, peers, differences, executor);
    this.submission = new Submission(own, orderer);
    this.signed = new RequestAuthorization(own);
    this.executor = executor;
  }

  @Override
  public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> client) {
    answer(client, () -> evaluation.evaluate(request));
  }

  @Override
  public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> client) {
    answer(client, () -> endorsing.endorse(request));
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> client) {
    answer(client, () -> submission.submit(request));
  }

  @Override
  public void commitStatus(
      SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> client) {
    try {
      CommitStatusRequest asked = CommitStatusRequest.parseFrom(request.getRequest());
      PeerLedger ledger =
          signed
              .authorize(
                  asked.getChannelId(),
                  asked.getIdentity(),
                  request.getRequest(),
                  request.getSignature())
              .ledger();
      CompletableFuture<CommittedTransaction> commit =
          ledger.awaitTransaction(asked.getTransactionId());
      ((ServerCallStreamObserver<CommitStatusResponse>) client)
          .setOnCancelHandler(() -> commit.cancel(false));
      CompletableFuture<Void> unused =
          commit.thenAcceptAsync(t -> answer(client, () -> status(t)), executor);
    } catch (StatusRuntimeException e) {
      client.onError(e);
    } catch (InvalidProtocolBufferException e) {
      client.onError(
          GatewayErrors.of(
              Status.Code.INVALID_ARGUMENT, "invalid status request: " + e.getMessage()));
    }
  }

  private static CommitStatusResponse status(CommittedTransaction transaction) {
    return CommitStatusResponse.newBuilder()
        .setResult(transaction.code())
        .setBlockNumber(transaction.height().block())
        .build();
  }

  private static <T> void answer(StreamObserver<T> client, Supplier<T> work) {
    try {
      T answer = work.get();
      client.onNext(answer);
      client.onCompleted();
    } catch (StatusRuntimeException e) {
      client.onError(e);
    }
  }
}
