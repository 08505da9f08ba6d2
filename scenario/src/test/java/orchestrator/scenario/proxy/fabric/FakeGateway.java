package orchestrator.scenario.proxy.fabric;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Acts as a peer's gateway that takes all, or fails as it was told to. */
final class FakeGateway extends GatewayGrpc.GatewayImplBase implements AutoCloseable {
  private final Map<Step, Deque<StatusRuntimeException>> failures = new EnumMap<>(Step.class);
  private final List<List<String>> calls = new ArrayList<>();
  private final Server server;
  private final String address;
  private TxValidationCode outcome = TxValidationCode.VALID;
  private boolean silent;
  private int questions;
  private int submissions;

  FakeGateway() throws IOException {
    for (Step step : Step.values()) {
      failures.put(step, new ArrayDeque<>());
    }
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
    address = "127.0.0.1:" + server.getPort();
  }

  String address() {
    return address;
  }

  /** What is said of any transaction, after the failures. */
  synchronized void commitsAs(TxValidationCode code) {
    outcome = code;
  }

  /** The next call of a step fails so. */
  synchronized void fail(Step step, Status status) {
    failures.get(step).add(status.asRuntimeException());
  }

  /** The next call of a step fails as Fabric tells of what a peer has said. */
  synchronized void refuse(Step step, String mspId, String message) {
    com.google.rpc.Status status =
        com.google.rpc.Status.newBuilder()
            .setCode(Code.ABORTED_VALUE)
            .setMessage("failed to endorse transaction, see attached details for more info")
            .addDetails(
                Any.pack(
                    ErrorDetail.newBuilder()
                        .setAddress("peer0:7051")
                        .setMspId(mspId)
                        .setMessage(message)
                        .build()))
            .build();
    failures.get(step).add(StatusProto.toStatusRuntimeException(status));
  }

  /** Answers nothing any more. */
  synchronized void hang() {
    silent = true;
  }

  /** What was proposed: function and arguments each. */
  synchronized List<List<String>> calls() {
    return List.copyOf(calls);
  }

  /** How often it was asked for an outcome. */
  synchronized int questions() {
    return questions;
  }

  /** How many transactions were handed over. */
  synchronized int submissions() {
    return submissions;
  }

  @Override
  public synchronized void evaluate(
      EvaluateRequest request, StreamObserver<EvaluateResponse> answer) {
    note(request.getProposedTransaction());
    answer(Step.EVALUATE, EvaluateResponse.getDefaultInstance(), answer);
  }

  @Override
  public synchronized void endorse(EndorseRequest request, StreamObserver<EndorseResponse> answer) {
    note(request.getProposedTransaction());
    Envelope envelope =
        Envelope.newBuilder().setPayload(request.getProposedTransaction().toByteString()).build();
    answer(
        Step.ENDORSE,
        EndorseResponse.newBuilder().setPreparedTransaction(envelope).build(),
        answer);
  }

  @Override
  public synchronized void submit(SubmitRequest request, StreamObserver<SubmitResponse> answer) {
    submissions++;
    answer(Step.SUBMIT, SubmitResponse.getDefaultInstance(), answer);
  }

  @Override
  public synchronized void commitStatus(
      SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> answer) {
    questions++;
    answer(
        Step.COMMIT_STATUS, CommitStatusResponse.newBuilder().setResult(outcome).build(), answer);
  }

  private void note(SignedProposal signed) {
    try {
      Proposal proposal = Proposal.parseFrom(signed.getProposalBytes());
      ByteString input = ChaincodeProposalPayload.parseFrom(proposal.getPayload()).getInput();
      calls.add(
          ChaincodeInvocationSpec.parseFrom(input)
              .getChaincodeSpec()
              .getInput()
              .getArgsList()
              .stream()
              .map(ByteString::toStringUtf8)
              .toList());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private <T> void answer(Step step, T answer, StreamObserver<T> observer) {
    StatusRuntimeException failure = failures.get(step).poll();
    if (silent) {
      return;
    }
    if (failure == null) {
      observer.onNext(answer);
      observer.onCompleted();
    } else {
      observer.onError(failure);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
