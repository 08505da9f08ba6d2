package orchestrator.server.grpc;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import orchestrator.server.config.Settings;
import orchestrator.server.tls.ServerTls;

/** The gRPC port: the API, health and reflection. */
@Singleton
public final class GrpcServer {
  /** Enough for keys, names and credentials; a call with more is refused by the transport. */
  private static final int MAX_HEADER_BYTES = 16 << 10;

  /** Bounds what the unfinished messages and unread answers of one connection can take. */
  private static final int MAX_CALLS_PER_CONNECTION = 1024;

  private final Api api;
  private final HealthStatusManager health = new HealthStatusManager();
  private final Server server;

  /** A server that does not listen yet. */
  @Inject
  GrpcServer(Api api, Settings settings, Optional<ServerTls> tls) {
    this.api = api;
    int maxMessage = settings.limits().messageBytes();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                settings.endpoints().grpc().address(),
                tls.map(ServerTls::credentials).orElseGet(InsecureServerCredentials::create))
            // Handing each call to another thread costs more than most calls; those that take long
            // are handed on by their handlers.
            .directExecutor()
            // A message that is a little too large is answered by us, in words that clients know.
            .maxInboundMessageSize((int) Math.min(Integer.MAX_VALUE, 2L * maxMessage))
            .maxInboundMetadataSize(MAX_HEADER_BYTES)
            .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
            .permitKeepAliveTime(
                settings.timing().keepaliveMinimum().toNanos(), TimeUnit.NANOSECONDS)
            .permitKeepAliveWithoutCalls(settings.timing().keepaliveWithoutStream());
    api.services().forEach(builder::addService);
    builder.addService(api.open(health.getHealthService()));
    builder.addService(api.open(ProtoReflectionServiceV1.newInstance()));
    builder.addService(api.open(olderReflection()));
    server = builder.build();
  }

  /** Clients of the original's time know only this version of reflection. */
  @SuppressWarnings("deprecation")
  private static BindableService olderReflection() {
    return ProtoReflectionService.newInstance();
  }

  /** Listens from now on; gives itself back. */
  public GrpcServer start() throws IOException {
    server.start();
    health.setStatus("", ServingStatus.SERVING);
    return this;
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getListenSockets().get(0);
  }

  /**
   * Takes no more calls, ends the event streams, and waits for the calls in flight.
   *
   * @param grace after which calls that still run are cut
   */
  public void stop(Duration grace) {
    health.enterTerminalState();
    server.shutdown();
    api.endStreams();
    try {
      server.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS);
      server.shutdownNow().awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.shutdownNow();
    }
  }
}
