package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import orchestrator.server.http.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final String SERVICE = "orchestrator.FunctionService";

  private final Readiness readiness = new Readiness();
  private final Health health = new Health(readiness, List.of(SERVICE));
  private volatile boolean storage = true;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void serve() throws IOException {
    readiness.require("storage", () -> storage);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(health)
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    health.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    health.stop();
    channel.shutdownNow();
    server.shutdownNow().awaitTermination();
  }

  private static HealthCheckRequest of(String service) {
    return HealthCheckRequest.newBuilder().setService(service).build();
  }

  private ServingStatus check(String service) {
    return HealthGrpc.newBlockingStub(channel).check(of(service)).getStatus();
  }

  private BlockingQueue<ServingStatus> watch(String service) {
    BlockingQueue<ServingStatus> seen = new LinkedBlockingQueue<>();
    HealthGrpc.newStub(channel)
        .watch(
            of(service),
            new StreamObserver<HealthCheckResponse>() {
              @Override
              public void onNext(HealthCheckResponse response) {
                seen.add(response.getStatus());
              }

              @Override
              public void onError(Throwable why) {}

              @Override
              public void onCompleted() {}
            });
    return seen;
  }

  private static ServingStatus next(BlockingQueue<ServingStatus> seen) throws InterruptedException {
    return seen.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void aCheckTellsWhatTheReadinessSaysAtThatMoment() {
    for (boolean ready : new boolean[] {true, false, true, false}) {
      storage = ready;
      ServingStatus expected = ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
      assertThat(check("")).isEqualTo(expected);
      assertThat(check(SERVICE)).isEqualTo(expected);
    }
  }

  @Test
  void whoWatchesHearsOfEachChange() throws InterruptedException {
    BlockingQueue<ServingStatus> all = watch("");
    BlockingQueue<ServingStatus> one = watch(SERVICE);
    assertThat(List.of(next(all), next(one))).containsOnly(ServingStatus.SERVING);

    storage = false;
    assertThat(List.of(next(all), next(one))).containsOnly(ServingStatus.NOT_SERVING);

    storage = true;
    assertThat(List.of(next(all), next(one))).containsOnly(ServingStatus.SERVING);
  }

  @Test
  void aServiceThatTheServerHasNotIsUnknown() throws InterruptedException {
    assertThatThrownBy(() -> check("orchestrator.Nothing")).hasMessageStartingWith("NOT_FOUND");
    assertThat(next(watch("orchestrator.Nothing"))).isEqualTo(ServingStatus.SERVICE_UNKNOWN);
  }

  @Test
  void aServerThatStopsDoesNotServeWhateverItsStorage() throws InterruptedException {
    BlockingQueue<ServingStatus> all = watch("");
    assertThat(next(all)).isEqualTo(ServingStatus.SERVING);

    health.stop();

    assertThat(next(all)).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
  }
}
