package orchestrator.server.grpc;

import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import orchestrator.server.config.ConnectionLimits;
import orchestrator.server.config.Settings;
import orchestrator.server.http.Readiness;
import orchestrator.server.tls.ServerTls;
import orchestrator.server.transport.Connections;
import orchestrator.server.transport.Sockets;
import orchestrator.server.transport.UnindexedHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the gRPC port: the API, health and reflection. */
@Singleton
public final class GrpcServer {
  /** Enough for keys, names and credentials; a call with more is refused by the transport. */
  private static final int MAX_HEADER_BYTES = 16 << 10;

  /** More calls of one connection wait for their turn on their own side. */
  private static final int MAX_CALLS_PER_CONNECTION = 1024;

  /** How long a peer may take to begin to speak HTTP/2. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(60);

  /** Enough for a peer that reads to hear of the end, and to answer. */
  private static final Duration FAREWELL = Duration.ofMillis(300);

  private static final Duration POLL = Duration.ofMillis(5);

  private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

  private final Api api;
  private final Health health;
  private final OpenCalls calls = new OpenCalls();
  private final Connections connections;
  private final Sockets sockets;
  private final Server server;
  private final LocalApi local;

  /** A server that does not listen yet. */
  @Inject
  GrpcServer(
      Api api,
      Settings settings,
      Optional<ServerTls> tls,
      Connections connections,
      Readiness readiness) {
    this.api = api;
    this.connections = connections;
    List<ServerServiceDefinition> services = api.services();
    health =
        new Health(
            readiness,
            services.stream().map(service -> service.getServiceDescriptor().getName()).toList());
    ConnectionLimits times = settings.connections();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                settings.endpoints().grpc().address(),
                UnindexedHeaders.with(
                    tls.map(ServerTls::credentials).orElseGet(InsecureServerCredentials::create)))
            // Handing each call to another thread costs more than most calls; those that take long
            // are handed on by their handlers.
            .directExecutor()
            // Messages that are too large are answered by us, in words that clients know.
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .maxInboundMetadataSize(MAX_HEADER_BYTES)
            .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
            .permitKeepAliveTime(
                settings.timing().keepaliveMinimum().toNanos(), TimeUnit.NANOSECONDS)
            .permitKeepAliveWithoutCalls(settings.timing().keepaliveWithoutStream())
            .keepAliveTime(times.keepalive().toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveTimeout(times.keepaliveTimeout().toNanos(), TimeUnit.NANOSECONDS)
            .maxConnectionAge(orForEver(times.age()), TimeUnit.NANOSECONDS)
            .maxConnectionAgeGrace(times.ageGrace().toNanos(), TimeUnit.NANOSECONDS)
            .maxConnectionIdle(orForEver(times.idle()), TimeUnit.NANOSECONDS)
            .handshakeTimeout(HANDSHAKE.toNanos(), TimeUnit.NANOSECONDS)
            .addStreamTracerFactory(calls);
    sockets = Sockets.of(builder, connections);
    services.forEach(builder::addService);
    builder.addService(api.open(health));
    builder.addService(api.open(ProtoReflectionServiceV1.newInstance()));
    builder.addService(api.open(olderReflection()));
    server = builder.build();
    local = new LocalApi(api, calls, List.of(health, ProtoReflectionServiceV1.newInstance()));
  }

  private static long orForEver(Duration most) {
    return most.isZero() ? Long.MAX_VALUE : most.toNanos();
  }

  /** Clients of the original's time know only this version of reflection. */
  @SuppressWarnings("deprecation")
  private static BindableService olderReflection() {
    return ProtoReflectionService.newInstance();
  }

  /** Listens from now on; gives itself back. */
  public GrpcServer start() throws IOException {
    local.start();
    server.start();
    health.start();
    return this;
  }

  /**
   * The API for callers in this process; each call says for whom it is, and that is believed. Calls
   * fail with UNAVAILABLE before the start and after the stop.
   */
  public Channel local() {
    return local.channel();
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getListenSockets().get(0);
  }

  /**
   * Takes no more calls, ends the streams, and waits for the calls in flight; connections without
   * one are not waited for.
   *
   * @param grace after which calls that still run, or whose answers nobody reads, are cut
   */
  public void stop(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    health.stop();
    server.shutdown();
    local.shutdown();
    api.endStreams();
    try {
      awaitCalls(end);
      if (calls.inFlight() > 0) {
        LOG.warn("{} calls are cut: they are not answered, or not read", calls.inFlight());
      }
      connections.cut();
      server.shutdownNow().awaitTermination(FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.shutdownNow();
    } finally {
      local.close();
      sockets.close();
    }
  }

  /** Waits until all calls are done and their peers had a moment to hear that this is the end. */
  private void awaitCalls(long end) throws InterruptedException {
    long quiet = System.nanoTime() + FAREWELL.toNanos();
    while (!server.awaitTermination(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
      long now = System.nanoTime();
      if (calls.inFlight() > 0) {
        quiet = now + FAREWELL.toNanos();
      }
      if (now - quiet >= 0 || now - end >= 0) {
        return;
      }
    }
  }
}
