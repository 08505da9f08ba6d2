package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenCallsTest {
  private final OpenCalls calls = new OpenCalls();
  private final List<StreamObserver<HealthCheckResponse>> served = new ArrayList<>();
  private final InProcess server =
      InProcess.serving(
          new HealthGrpc.HealthImplBase() {
            @Override
            public void check(
                HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
              served.add(answer);
            }

            @Override
            public void watch(
                HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
              served.add(answer);
            }
          }.bindService(),
          calls);

  @AfterEach
  void close() {
    server.close();
  }

  private ListenableFuture<HealthCheckResponse> check() {
    return HealthGrpc.newFutureStub(server.with()).check(HealthCheckRequest.getDefaultInstance());
  }

  @Test
  void aCallIsInFlightUntilItIsAnsweredRefusedOrCancelled() {
    List<ListenableFuture<HealthCheckResponse>> open = List.of(check(), check(), check());
    assertThat(calls.inFlight()).isEqualTo(3);

    served.get(0).onNext(HealthCheckResponse.getDefaultInstance());
    served.get(0).onCompleted();
    assertThat(calls.inFlight()).isEqualTo(2);

    served.get(1).onError(Status.NOT_FOUND.asRuntimeException());
    assertThat(calls.inFlight()).isEqualTo(1);

    open.get(2).cancel(true);
    assertThat(calls.inFlight()).isZero();
  }

  @Test
  void aStreamIsNotWaitedFor() {
    HealthGrpc.newBlockingStub(server.with()).watch(HealthCheckRequest.getDefaultInstance());

    assertThat(served).hasSize(1);
    assertThat(calls.inFlight()).isZero();
  }

  @Test
  void aCallOfAMethodThatTheServerHasNotIsNeverInFlight() {
    ListenableFuture<?> call =
        ClientCalls.futureUnaryCall(
            server.with().newCall(InfoServiceGrpc.getQueryVersionMethod(), CallOptions.DEFAULT),
            QueryVersionParam.getDefaultInstance());

    assertThat(call).isDone();
    assertThat(calls.inFlight()).isZero();
  }
}
