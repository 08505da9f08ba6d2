package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;
import orchestrator.proto.QueryVersionResponse;
import orchestrator.server.LogLines;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.metrics.MetricsText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservingInterceptorTest {
  private static final String METHOD = "orchestrator.InfoService/QueryVersion";

  private final Metrics metrics = new Metrics();
  private final LogLines log = LogLines.of("orchestrator.call");
  private final List<String> seen = new ArrayList<>();
  private Optional<Status> failure = Optional.empty();
  private final InProcess server =
      InProcess.serving(
          ServerInterceptors.intercept(
              new InfoServiceGrpc.InfoServiceImplBase() {
                @Override
                public void queryVersion(
                    QueryVersionParam request, StreamObserver<QueryVersionResponse> answer) {
                  seen.add(Identity.REQUEST_ID.get());
                  if (failure.isPresent()) {
                    answer.onError(failure.get().asRuntimeException());
                    return;
                  }
                  answer.onNext(QueryVersionResponse.getDefaultInstance());
                  answer.onCompleted();
                }
              },
              new ObservingInterceptor(metrics)));

  @AfterEach
  void close() {
    server.close();
    log.close();
  }

  /** The id of the request, as the trailers of the answer or of the refusal tell it. */
  private String call(String... headers) {
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    try {
      QueryVersionResponse unused =
          InfoServiceGrpc.newBlockingStub(server.with(headers))
              .withInterceptors(
                  MetadataUtils.newCaptureMetadataInterceptor(new AtomicReference<>(), trailers))
              .queryVersion(QueryVersionParam.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(failure.orElseThrow().getCode());
    }
    return String.valueOf(trailers.get().get(InProcess.key("reqid")));
  }

  @Test
  void theIdThatACallerGivesComesBackWithTheAnswer() {
    assertThat(call("reqid", "mine")).isEqualTo("mine");
    assertThat(seen).containsExactly("mine");
  }

  @Test
  void andWithARefusal() {
    failure = Optional.of(Status.NOT_FOUND);

    assertThat(call("reqid", "mine")).isEqualTo("mine");
  }

  @Test
  void whoGivesNoneOrALongOneGetsOne() {
    String longest = "x".repeat(128);
    assertThat(call("reqid", longest)).isEqualTo(longest);

    for (String id : List.of(call(), call("reqid", ""), call("reqid", "x".repeat(129)))) {
      assertThat(id).matches("[0-9a-f]{8}");
      assertThat(seen).contains(id);
    }
  }

  @Test
  void callsAreCountedByTheirStatus() {
    call();
    call();
    failure = Optional.of(Status.NOT_FOUND);
    call();

    assertThat(MetricsText.of(metrics))
        .contains("calls_seconds_count{method=\"" + METHOD + "\",status=\"OK\"} 2\n")
        .contains("calls_seconds_count{method=\"" + METHOD + "\",status=\"NOT_FOUND\"} 1\n");
  }

  @Test
  void onlyAFaultOfTheServerLeavesALine() {
    call();
    failure = Optional.of(Status.INTERNAL.withDescription("what came could not be read"));
    call();
    failure = Optional.of(Status.NOT_FOUND.withCause(new IllegalStateException("usual")));
    call();
    assertThat(log.with("")).isEmpty();

    failure = Optional.of(Status.INTERNAL.withCause(new IllegalStateException("torn")));
    call();
    failure = Optional.of(Status.UNAVAILABLE.withCause(new IllegalStateException("full")));
    call();

    assertThat(log.with("")).containsExactly(METHOD + " failed", METHOD + " failed");
  }
}
