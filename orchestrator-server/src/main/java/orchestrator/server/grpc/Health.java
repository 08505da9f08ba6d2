package orchestrator.server.grpc;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc.HealthImplBase;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orchestrator.server.http.Readiness;

/**
 * Tells by gRPC's health service what {@code /readyz} tells: of the server, by the empty name, and
 * of each of its services. Who checks is told what holds at that moment, and who watches hears of a
 * change soon.
 */
final class Health extends HealthImplBase {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Readiness readiness;
  private final List<String> services;
  private final HealthStatusManager statuses = new HealthStatusManager();
  private final HealthImplBase told = (HealthImplBase) statuses.getHealthService();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          new ThreadFactoryBuilder().setNameFormat("health").setDaemon(true).build());
  private ServingStatus status = ServingStatus.NOT_SERVING;

  /**
   * The health of a server that does not serve yet.
   *
   * @param services the full names of those that the server has
   */
  Health(Readiness readiness, List<String> services) {
    this.readiness = readiness;
    this.services = services;
    set(status);
  }

  /** Looks at the readiness again and again from now on. */
  void start() {
    var unused =
        looking.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Not serving any more, whatever the readiness says. */
  void stop() {
    looking.shutdownNow();
    statuses.enterTerminalState();
  }

  private synchronized void look() {
    ServingStatus now =
        readiness.missing().isEmpty() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    if (now != status) {
      status = now;
      set(now);
    }
  }

  private void set(ServingStatus now) {
    statuses.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, now);
    services.forEach(service -> statuses.setStatus(service, now));
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
    look();
    told.check(request, observer);
  }

  @Override
  public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
    look();
    told.watch(request, observer);
  }
}
