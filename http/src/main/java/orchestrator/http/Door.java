package orchestrator.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.encoding.StreamEncoderFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.EncodingService;
import com.linecorp.armeria.server.logging.AccessLogWriter;
import io.grpc.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import orchestrator.http.api.ApiEndpoints;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;
import orchestrator.http.openapi.Documentation;

/**
 * Serves an API that is behind a gRPC channel over HTTP: its rpcs as resources in JSON, its events,
 * gRPC and gRPC-Web, and pages beside it.
 */
public final class Door implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(60);
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int MAX_REQUESTS_PER_CONNECTION = 128;
  private static final int LEAST_THREADS = 4;

  private final Server server;
  private final Callers callers;

  private Door(Server server, Callers callers) {
    this.server = server;
    this.callers = callers;
  }

  /**
   * Opens a door; it serves when this returns.
   *
   * @param api to which calls go; stays open when the door is closed
   * @throws IOException when the address cannot be bound
   * @throws orchestrator.http.account.AccountsException when the accounts cannot be used
   * @throws orchestrator.pem.PemException when the certificate cannot be used
   */
  public static Door open(DoorSettings settings, Channel api) throws IOException {
    Callers callers = callers(settings);
    Server server = server(settings, api, callers);
    try {
      server.start().join();
      return new Door(server, callers);
    } catch (CompletionException e) {
      callers.close();
      throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
    }
  }

  private static Server server(DoorSettings settings, Channel api, Callers callers) {
    ServerBuilder builder = Server.builder();
    Connections connections = new Connections(settings.connections());
    int threads = Runtime.getRuntime().availableProcessors();
    builder
        .childChannelPipelineCustomizer(connections::accept)
        .workerGroup(threads)
        .blockingTaskExecutor(Math.max(LEAST_THREADS, threads))
        .maxRequestLength(settings.messageBytes())
        .requestTimeout(REQUEST)
        .disableServerHeader()
        // What fails is told by the error handler.
        .unloggedExceptionsReportIntervalMillis(0)
        // Connections without a request are bounded more strictly than this would.
        .idleTimeoutMillis(0)
        .http1MaxInitialLineLength(MAX_HEADER_BYTES)
        .http1MaxHeaderSize(MAX_HEADER_BYTES)
        .http2MaxHeaderListSize(MAX_HEADER_BYTES)
        .http2MaxStreamsPerConnection(MAX_REQUESTS_PER_CONNECTION)
        .gracefulShutdownTimeout(Duration.ZERO, settings.grace())
        .accessLogWriter(AccessLogWriter.disabled(), false)
        .errorHandler(new Problems());
    listen(builder, settings);
    settings.pages().forEach((path, page) -> builder.service(path, page(page)));
    Documentation.services().forEach((path, service) -> builder.service("exact:" + path, service));
    mountApi(builder, settings, api, callers);
    builder.decorator(
        (service, context, request) -> {
          Connections.count(context);
          return service.serve(context, request);
        });
    return builder.build();
  }

  private static void listen(ServerBuilder builder, DoorSettings settings) {
    if (settings.tls().isEmpty()) {
      builder.port(settings.address(), SessionProtocol.HTTP);
      return;
    }
    builder.port(settings.address(), SessionProtocol.HTTP, SessionProtocol.HTTPS);
    builder.tlsProvider(new DoorCertificate(settings.tls().get()).following(settings.reload()));
  }

  private static void mountApi(
      ServerBuilder builder, DoorSettings settings, Channel api, Callers callers) {
    ApiEndpoints endpoints = new ApiEndpoints(api, Runtime.getRuntime().maxMemory() / 8);
    Origins origins = new Origins(settings.hosts(), settings.corsOrigins());
    boolean byName = settings.access() instanceof DoorSettings.ByName;
    Function<HttpService, HttpService> guarded =
        service -> {
          HttpService gate = new Gate(service, callers, origins, settings.tls().isPresent());
          HttpService cors = gate.decorate(origins.cors());
          return byName ? cors.decorate(hostCheck(origins)) : cors;
        };
    builder.serviceUnder(
        ApiEndpoints.ROOT,
        guarded.apply(
            endpoints
                .resources()
                .decorate(
                    EncodingService.builder()
                        .encoderFactories(StreamEncoderFactories.GZIP)
                        .newDecorator())));
    builder.service(
        "exact:" + ApiEndpoints.EVENTS, guarded.apply(endpoints.events(settings.connections())));
    endpoints
        .grpc(settings.messageBytes())
        .forEach((path, service) -> builder.service(whole(path), guarded.apply(service)));
  }

  /** Whatever is below a path, with that path. */
  private static Route whole(String path) {
    return Route.builder().pathPrefix(path, false).build();
  }

  private static Callers callers(DoorSettings settings) {
    if (settings.access() instanceof DoorSettings.Closed closed) {
      return Callers.nobody(closed.reason());
    }
    if (settings.access() instanceof DoorSettings.ByAccount byAccount) {
      return new AccountCallers(byAccount.file(), settings.reload());
    }
    return Callers.byName();
  }

  private static Function<HttpService, HttpService> hostCheck(Origins origins) {
    return service ->
        service.decorate(
            (delegate, context, request) -> {
              origins.refuseForeignHost(request.headers());
              return delegate.serve(context, request);
            });
  }

  private static HttpService page(Page.Source source) {
    return (context, request) -> {
      if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
        throw new ProblemException(
            Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "this page can only be got")
                .with(HttpHeaderNames.ALLOW, "GET, HEAD"));
      }
      return HttpResponse.of(
          CompletableFuture.supplyAsync(
              () -> response(source.show(request.headers().get(HttpHeaderNames.ACCEPT, ""))),
              context.blockingTaskExecutor()));
    };
  }

  private static HttpResponse response(Page page) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.valueOf(page.status()))
            .contentType(MediaType.parse(page.contentType()))
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build(),
        HttpData.ofUtf8(page.body()));
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return server.activePort().localAddress();
  }

  /**
   * Takes no more requests, and waits for those under way, at most for the grace of the settings.
   */
  @Override
  public void close() {
    server.stop().join();
    callers.close();
  }
}
