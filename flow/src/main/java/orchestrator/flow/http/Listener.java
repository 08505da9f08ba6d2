package orchestrator.flow.http;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.logging.AccessLogWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Takes messages by HTTP. */
final class Listener implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** Also of a connection that brings its later requests byte by byte. */
  private static final Duration AGE = Duration.ofMinutes(10);

  private static final Duration STOPPING = Duration.ofSeconds(2);
  private static final int STREAMS = 256;
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final String BROTLI = "brotli4j.library.path";

  static {
    // Looking for Brotli's native library, which is not here, would leave a folder for temporary
    // files.
    if (System.getProperty(BROTLI) == null) {
      System.setProperty(BROTLI, "none");
    }
  }

  private final Server server;
  private final boolean isTls;
  private volatile boolean isClosing;

  private Listener(Settings settings, Consumer<ServerBuilder> services) throws IOException {
    this.isTls = settings.identity().isPresent();
    ServerBuilder builder = Server.builder();
    builder
        .port(settings.listen(), isTls ? SessionProtocol.HTTPS : SessionProtocol.HTTP)
        .maxNumConnections(settings.mostConnections())
        .maxRequestLength(settings.mostBytes())
        .requestTimeout(REQUEST)
        .idleTimeout(IDLE)
        .maxConnectionAge(AGE)
        .childChannelPipelineCustomizer(FirstRequest::watch)
        .http1MaxInitialLineLength(MAX_HEADER_BYTES)
        .http1MaxHeaderSize(MAX_HEADER_BYTES)
        .http2MaxHeaderListSize(MAX_HEADER_BYTES)
        .http2MaxStreamsPerConnection(STREAMS)
        // Nobody reads them, and a second server in a process would have them told in the log.
        .meterRegistry(NoopMeterRegistry.get())
        .disableServerHeader()
        .unloggedExceptionsReportIntervalMillis(0)
        .accessLogWriter(AccessLogWriter.disabled(), false)
        .errorHandler(new Problems(settings.mostBytes()))
        .decorator(service -> new Gate(service, settings.token(), () -> isClosing));
    settings
        .identity()
        .ifPresent(
            files ->
                builder.tls(TlsKeyPair.of(files.key().toFile(), files.certificate().toFile())));
    services.accept(builder);
    server = builder.build();
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw new IOException(
          "cannot listen at %s: %s".formatted(settings.listen(), e.getCause().getMessage()),
          e.getCause());
    }
  }

  /**
   * Opens it; it serves when this returns.
   *
   * @throws IOException when the address cannot be bound
   */
  static Listener open(Settings settings, Consumer<ServerBuilder> services) throws IOException {
    return new Listener(settings, services);
  }

  /** Where it listens, with the real port; on this machine when it listens at all addresses. */
  URI address() {
    InetSocketAddress local = server.activePort().localAddress();
    InetAddress host = local.getAddress();
    String name =
        host.isAnyLocalAddress()
            ? "127.0.0.1"
            : host.getHostAddress().contains(":")
                ? "[" + host.getHostAddress() + "]"
                : host.getHostAddress();
    return URI.create((isTls ? "https://" : "http://") + name + ":" + local.getPort());
  }

  /** Refuses what comes from now on. */
  void refuse() {
    isClosing = true;
  }

  @Override
  public void close() {
    refuse();
    // Its threads take seconds to end, which nobody has to wait for; its port is free at once.
    var unusedFuture = server.stop();
    long until = System.nanoTime() + STOPPING.toNanos();
    try {
      while (!server.activePorts().isEmpty() && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
