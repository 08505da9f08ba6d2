package orchestrator.executor.server;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerTlsConfig;
import com.linecorp.armeria.server.logging.AccessLogWriter;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.NodeExecutor;

/** Has an executor run nodes for others, over HTTPS with certificates on both sides. */
public final class ExecutorServer implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 2000;
  private static final int STREAMS = 256;
  private static final int MAX_HEADER_BYTES = 16 << 10;

  /** What is longer is not even read; who sends somewhat too much is to see the answer. */
  private static final int READ_BYTES = 2 * TaskService.MOST_BYTES + (64 << 10);

  /** How long an address may take to be free after its server has ended. */
  private static final Duration REBINDING = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String BROTLI = "brotli4j.library.path";

  static {
    // Looking for Brotli's native library, which is not here, would leave a folder for temporary
    // files.
    if (System.getProperty(BROTLI) == null) {
      System.setProperty(BROTLI, "none");
    }
  }

  private final Postings postings;
  private Serving serving;

  private record Serving(
      ServerSettings settings, Optional<ServerCertificate> certificate, Server server) {}

  private ExecutorServer(ServerSettings settings, Postings postings) throws IOException {
    this.postings = postings;
    serving = start(settings);
  }

  /**
   * Opens a server; it serves when this returns.
   *
   * @param executor stays open when the server is closed
   * @throws IOException when the address cannot be bound
   * @throws IllegalArgumentException when a certificate cannot be used
   */
  public static ExecutorServer open(ServerSettings settings, NodeExecutor executor)
      throws IOException {
    return open(settings, new Postings(executor, Postings.Keep.DEFAULT, System::nanoTime));
  }

  static ExecutorServer open(ServerSettings settings, Postings postings) throws IOException {
    return new ExecutorServer(settings, postings);
  }

  private Serving start(ServerSettings settings) throws IOException {
    Optional<ServerCertificate> certificate = settings.tls().map(ServerCertificate::new);
    ServerBuilder builder = Server.builder();
    builder
        .workerGroup(Runtime.getRuntime().availableProcessors())
        .maxNumConnections(CONNECTIONS)
        .maxRequestLength(READ_BYTES)
        .requestTimeout(REQUEST)
        .idleTimeout(REQUEST)
        .http1MaxInitialLineLength(MAX_HEADER_BYTES)
        .http1MaxHeaderSize(MAX_HEADER_BYTES)
        .http2MaxHeaderListSize(MAX_HEADER_BYTES)
        .http2MaxStreamsPerConnection(STREAMS)
        // Nobody reads them, and a second server in a process would have them told in the log.
        .meterRegistry(NoopMeterRegistry.get())
        .disableServerHeader()
        .unloggedExceptionsReportIntervalMillis(0)
        .accessLogWriter(AccessLogWriter.disabled(), false)
        .errorHandler(new Faults());
    HttpService tasks = new TaskService(postings);
    builder.serviceUnder("/", tasks);
    ApiDocs.addTo(builder);
    if (certificate.isPresent()) {
      // Both, so that those who forget TLS are told.
      builder.port(settings.address(), SessionProtocol.HTTP, SessionProtocol.HTTPS);
      builder.tlsProvider(
          certificate.get(), ServerTlsConfig.builder().clientAuth(ClientAuth.REQUIRE).build());
      builder.decorator(
          (service, context, request) ->
              context.sessionProtocol().isTls()
                  ? service.serve(context, request)
                  : Answers.text(
                      HttpStatus.BAD_REQUEST, "Client sent an HTTP request to an HTTPS server."));
    } else {
      builder.port(settings.address(), SessionProtocol.HTTP);
      builder.decorator(LoopbackGuard::new);
    }
    Server server = builder.build();
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
    }
    return new Serving(settings, certificate, server);
  }

  /** Where it listens, with the real port. */
  public synchronized InetSocketAddress address() {
    return serving.server().activePort().localAddress();
  }

  /**
   * Takes on other settings: the certificates of now, and another address. What runs runs on.
   *
   * @throws IOException when the address cannot be bound; it then serves as before
   * @throws IllegalArgumentException when a certificate cannot be used; it then serves as before
   */
  public synchronized void change(ServerSettings settings) throws IOException {
    boolean sameKind =
        settings.address().equals(serving.settings().address())
            && settings.tls().isPresent() == serving.settings().tls().isPresent();
    if (!sameKind) {
      Server before = serving.server();
      serving = startWhenFree(settings, before);
      var unused = before.stop();
      return;
    }
    settings.tls().ifPresent(files -> serving.certificate().orElseThrow().reload(files));
    serving = new Serving(settings, serving.certificate(), serving.server());
  }

  /** Another address on the same port is free only when the server before has ended. */
  private Serving startWhenFree(ServerSettings settings, Server before) throws IOException {
    ServerSettings old = serving.settings();
    if (settings.address().getPort() == 0 || settings.address().getPort() != address().getPort()) {
      return start(settings);
    }
    settings.tls().ifPresent(ServerCertificate::new);
    var unused = before.stop();
    try {
      return startPatiently(settings);
    } catch (IOException e) {
      serving = startPatiently(old);
      throw e;
    }
  }

  private Serving startPatiently(ServerSettings settings) throws IOException {
    long until = System.nanoTime() + REBINDING.toNanos();
    while (true) {
      try {
        return start(settings);
      } catch (IOException e) {
        if (System.nanoTime() - until > 0) {
          throw e;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("stopped while the address was not free", e);
      }
    }
  }

  /** Takes no more requests; what runs runs on until the executor is closed. */
  @Override
  public synchronized void close() {
    // Its threads take seconds to end, which nobody has to wait for.
    var unused = serving.server().stop();
  }
}
