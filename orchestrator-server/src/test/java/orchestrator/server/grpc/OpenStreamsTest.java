package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
  private static final String STOPPING = "UNAVAILABLE: the server is stopping";

  private final OpenStreams streams = new OpenStreams();
  private final List<Status> closed = new ArrayList<>();
  private final List<StreamObserver<HealthCheckResponse>> served = new ArrayList<>();
  private int endsByItself;
  private final InProcess server =
      InProcess.serving(
          ServerInterceptors.intercept(
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
              },
              streams,
              new ClosingInterceptor()));

  @AfterEach
  void close() {
    server.close();
  }

  /** Notes each call that the server closes, however it has ended. */
  private final class ClosingInterceptor implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
              if (endsByItself-- > 0) {
                throw new IllegalStateException("call already closed");
              }
              closed.add(status);
              super.close(status, trailers);
            }
          },
          headers);
    }
  }

  /** A client that waits for what comes. */
  private static final class Client
      implements ClientResponseObserver<HealthCheckRequest, HealthCheckResponse> {
    private ClientCallStreamObserver<HealthCheckRequest> call;
    private Optional<String> end = Optional.empty();

    @Override
    public void beforeStart(ClientCallStreamObserver<HealthCheckRequest> started) {
      call = started;
    }

    @Override
    public void onNext(HealthCheckResponse response) {}

    @Override
    public void onError(Throwable why) {
      end = Optional.of(InProcess.inWords(Status.fromThrowable(why)));
    }

    @Override
    public void onCompleted() {
      end = Optional.of("OK");
    }
  }

  private Client watch() {
    Client client = new Client();
    HealthGrpc.newStub(server.with()).watch(HealthCheckRequest.getDefaultInstance(), client);
    return client;
  }

  private Client check() {
    Client client = new Client();
    HealthGrpc.newStub(server.with()).check(HealthCheckRequest.getDefaultInstance(), client);
    return client;
  }

  @Test
  void allStreamsAreEndedAtTheShutdown() {
    List<Client> clients = List.of(watch(), watch());
    assertThat(clients).allMatch(client -> client.end.isEmpty());

    streams.end();

    assertThat(clients).allMatch(client -> client.end.equals(Optional.of(STOPPING)));
  }

  @Test
  void aCallWithOneAnswerIsLeftToItsAnswer() {
    Client client = check();

    streams.end();

    assertThat(client.end).isEmpty();
    served.get(0).onNext(HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build());
    served.get(0).onCompleted();
    assertThat(client.end).contains("OK");
  }

  @Test
  void aStreamThatItsClientHasCancelledIsForgotten() {
    Client gone = watch();
    Client stays = watch();
    gone.call.cancel("the client goes", null);

    streams.end();

    assertThat(closed).hasSize(1);
    assertThat(stays.end).contains(STOPPING);
  }

  @Test
  void aStreamThatItsServiceHasEndedIsForgotten() {
    Client done = watch();
    served.get(0).onCompleted();
    assertThat(done.end).contains("OK");

    streams.end();

    assertThat(closed).extracting(Status::getCode).containsExactly(Status.Code.OK);
  }

  @Test
  void aStreamThatEndsByItselfInThatMomentKeepsNoOtherFromBeingEnded() {
    List<Client> clients = List.of(watch(), watch(), watch());
    endsByItself = 1;

    streams.end();

    assertThat(clients).filteredOn(client -> client.end.equals(Optional.of(STOPPING))).hasSize(2);
  }
}
