package orchestrator.loopback;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Serves the clients of a peer. It can be stopped and started, and its port stays. */
final class PeerServer {
  private static final int LARGEST_MESSAGE = 100 * 1024 * 1024;
  private static final int PATIENCE_SECONDS = 10;

  /** As in Fabric, a client that pings more often is cut off. */
  private static final int SHORTEST_PING_SECONDS = 60;

  private final Path certificate;
  private final Path key;
  private final List<BindableService> services;
  private final ServerInterceptor interceptor;
  private final Executor executor;
  private int port;
  private Optional<Server> server = Optional.empty();

  PeerServer(
      Path certificate,
      Path key,
      List<BindableService> services,
      ServerInterceptor interceptor,
      Executor executor) {
    this.certificate = certificate;
    this.key = key;
    this.services = services;
    this.interceptor = interceptor;
    this.executor = executor;
  }

  /** Where it listens, {@code host:port}, once it was started. */
  synchronized String endpoint() {
    return "127.0.0.1:" + port;
  }

  /** Listens, unless it does. */
  synchronized void start() throws IOException {
    if (server.isPresent()) {
      return;
    }
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                TlsServerCredentials.create(certificate.toFile(), key.toFile()))
            .executor(executor)
            .intercept(interceptor)
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .permitKeepAliveTime(SHORTEST_PING_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    services.forEach(builder::addService);
    Server started = builder.build().start();
    port = started.getPort();
    server = Optional.of(started);
  }

  /** Cuts all connections and listens no more. */
  synchronized void stop() {
    if (server.isEmpty()) {
      return;
    }
    try {
      server.get().shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server = Optional.empty();
  }
}
