package orchestrator.scenario.door;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.logging.AccessLogWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import orchestrator.http.Connections;
import orchestrator.http.Door;
import orchestrator.http.Problems;

/** Listens at an address. */
final class Port implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final int MAX_HEADER_BYTES = 16 << 10;

  static {
    Door.prepare();
  }

  private final Server server;

  private Port(Server server) {
    this.server = server;
  }

  /**
   * Opens it; it serves when this returns.
   *
   * @param mostConnections one more takes the place of one without a request
   * @param service answers every path
   * @throws IOException when the address cannot be bound
   */
  static Port open(
      InetSocketAddress address,
      DoorSettings settings,
      long mostBytes,
      int mostConnections,
      HttpService service)
      throws IOException {
    boolean tls = settings.tls().isPresent();
    Connections connections = new Connections(mostConnections);
    ServerBuilder builder =
        Server.builder()
            .port(address, tls ? SessionProtocol.HTTPS : SessionProtocol.HTTP)
            .childChannelPipelineCustomizer(connections::accept)
            .maxRequestLength(mostBytes)
            .requestTimeout(REQUEST)
            // Connections without a request are bounded more strictly than this would.
            .idleTimeoutMillis(0)
            .http1MaxInitialLineLength(MAX_HEADER_BYTES)
            .http1MaxHeaderSize(MAX_HEADER_BYTES)
            .http2MaxHeaderListSize(MAX_HEADER_BYTES)
            .meterRegistry(NoopMeterRegistry.get())
            .unloggedExceptionsReportIntervalMillis(0)
            .accessLogWriter(AccessLogWriter.disabled(), false)
            .errorHandler(new Problems())
            .serviceUnder("/", service)
            .decorator(
                (delegate, context, request) -> {
                  connections.count(context);
                  return delegate.serve(context, request);
                });
    settings
        .tls()
        .ifPresent(
            files ->
                builder.tls(TlsKeyPair.of(files.key().toFile(), files.certificate().toFile())));
    Server server = builder.build();
    try {
      server.start().join();
      return new Port(server);
    } catch (CompletionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** Where it listens, with the real port. */
  InetSocketAddress address() {
    return server.activePort().localAddress();
  }

  @Override
  public void close() {
    // Its threads take seconds to end, which nobody has to wait for; its port is free at once.
    var unusedFuture = server.stop();
  }
}
