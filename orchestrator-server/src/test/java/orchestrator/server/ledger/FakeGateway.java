package orchestrator.server.ledger;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Acts as a gateway that takes transactions, and tells what became of them, as it was told to. */
final class FakeGateway extends GatewayGrpc.GatewayImplBase {
  private final Deque<Status> failedSubmits = new ArrayDeque<>();
  private final Deque<Status> failedQuestions = new ArrayDeque<>();
  private final List<SubmitRequest> submitted = new ArrayList<>();
  private CommitStatusResponse outcome = CommitStatusResponse.getDefaultInstance();
  private int questions;

  /** What is said of any transaction, after the failures. */
  synchronized void commitsAs(TxValidationCode code, long block) {
    outcome = CommitStatusResponse.newBuilder().setResult(code).setBlockNumber(block).build();
  }

  /** The next submit fails so. */
  synchronized void failSubmit(Status status) {
    failedSubmits.add(status);
  }

  /** The next question for the outcome fails so. */
  synchronized void failQuestion(Status status) {
    failedQuestions.add(status);
  }

  /** All that was handed over. */
  synchronized List<SubmitRequest> submitted() {
    return List.copyOf(submitted);
  }

  /** How often it was asked for an outcome. */
  synchronized int questions() {
    return questions;
  }

  @Override
  public synchronized void submit(SubmitRequest request, StreamObserver<SubmitResponse> answer) {
    submitted.add(request);
    answer(failedSubmits, SubmitResponse.getDefaultInstance(), answer);
  }

  @Override
  public synchronized void commitStatus(
      SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> answer) {
    questions++;
    answer(failedQuestions, outcome, answer);
  }

  private static <T> void answer(Deque<Status> failures, T answer, StreamObserver<T> observer) {
    Status failure = failures.poll();
    if (failure == null) {
      observer.onNext(answer);
      observer.onCompleted();
    } else {
      observer.onError(failure.asRuntimeException());
    }
  }
}
