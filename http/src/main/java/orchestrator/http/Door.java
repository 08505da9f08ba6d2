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
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import orchestrator.http.api.ApiEndpoints;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;
import orchestrator.http.openapi.Documentation;
import orchestrator.pem.PemException;

/**
 * Serves an API that is behind a gRPC channel over HTTP: its rpcs as resources in JSON, its events,
 * gRPC and gRPC-Web, and pages beside it.
 */
public final class Door implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(60);
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int MAX_REQUESTS_PER_CONNECTION = 128;
  private static final int LEAST_THREADS = 4;
  private static final int SHARE_OF_HEAP = 8;
  private static final String BROTLI = "brotli4j.library.path";
  private static final Duration LOOK = Duration.ofMillis(5);

  static {
    prepare();
  }

  private final Server server;
  private final Optional<ApiEndpoints> endpoints;
  private final Connections connections;
  private final Callers callers;
  private final Duration grace;

  private Door(
      DoorSettings settings, Optional<Channel> api, DoorServices services, Callers callers) {
    this.callers = callers;
    this.grace = settings.grace();
    connections = new Connections(settings.connections());
    endpoints =
        api.map(
            channel ->
                new ApiEndpoints(
                    channel,
                    Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP,
                    settings.connections()));
    server = server(settings, services);
  }

  /**
   * Keeps Armeria from looking for Brotli's native library, which is not here: that would leave a
   * folder for temporary files. To be called before anything is made of Armeria's classes.
   */
  public static void prepare() {
    if (System.getProperty(BROTLI) == null) {
      System.setProperty(BROTLI, "none");
    }
  }

  /**
   * Opens a door; it serves when this returns.
   *
   * @param api to which calls go; stays open when the door is closed. Without one the API and its
   *     documents are not served
   * @param services that are served too
   * @throws IOException when the address cannot be bound
   * @throws orchestrator.http.account.AccountsException when the accounts cannot be used
   * @throws orchestrator.pem.PemException when the certificate cannot be used
   */
  public static Door open(DoorSettings settings, Optional<Channel> api, DoorServices services)
      throws IOException {
    Callers callers = callers(settings);
    try {
      Door door = new Door(settings, api, services, callers);
      door.server.start().join();
      return door;
    } catch (PemException e) {
      callers.close();
      throw e;
    } catch (CompletionException e) {
      callers.close();
      throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
    }
  }

  private Server server(DoorSettings settings, DoorServices services) {
    ServerBuilder builder = Server.builder();
    int threads = Runtime.getRuntime().availableProcessors();
    builder
        .childChannelPipelineCustomizer(connections::accept)
        .workerGroup(threads)
        .blockingTaskExecutor(Math.max(LEAST_THREADS, threads))
        .maxRequestLength(settings.messageBytes())
        .requestTimeout(REQUEST)
        .disableServerHeader()
        // Nothing reads its figures; a second door has the same names, which one registry refuses.
        .meterRegistry(new CompositeMeterRegistry())
        // What fails is told by the error handler.
        .unloggedExceptionsReportIntervalMillis(0)
        // Connections without a request are bounded more strictly than this would.
        .idleTimeoutMillis(0)
        .http1MaxInitialLineLength(MAX_HEADER_BYTES)
        .http1MaxHeaderSize(MAX_HEADER_BYTES)
        .http2MaxHeaderListSize(MAX_HEADER_BYTES)
        .http2MaxStreamsPerConnection(MAX_REQUESTS_PER_CONNECTION)
        .accessLogWriter(AccessLogWriter.disabled(), false)
        .errorHandler(new Problems());
    listen(builder, settings);
    settings.pages().forEach((path, page) -> builder.service(path, page(page)));
    services.open().forEach(builder::service);
    boolean byName = settings.access() instanceof DoorSettings.ByName;
    Callers known = byName ? Callers.byName(services.unnamed()) : callers;
    services
        .guarded()
        .forEach((path, service) -> builder.service(path, guard(settings, known).apply(service)));
    services
        .own()
        .ifPresent(
            own ->
                Reception.mount(
                    builder, own, callers, origins(settings), settings.tls().isPresent()));
    endpoints.ifPresent(
        served -> {
          mountApi(builder, settings, served, guard(settings, callers));
          builder.service("exact:" + SessionService.PATH, session(settings));
        });
    builder.decorator(
        (service, context, request) -> {
          connections.count(context);
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

  /** Lets only those in who may call the API. */
  private static Function<HttpService, HttpService> guard(DoorSettings settings, Callers callers) {
    Origins origins = origins(settings);
    boolean byName = settings.access() instanceof DoorSettings.ByName;
    return service -> {
      HttpService gate = new Gate(service, callers, origins, settings.tls().isPresent());
      HttpService cors = gate.decorate(origins.cors());
      return byName ? cors.decorate(hostCheck(origins)) : cors;
    };
  }

  private HttpService session(DoorSettings settings) {
    Origins origins = origins(settings);
    HttpService service =
        callers instanceof AccountCallers accounts
            ? new SessionService(accounts, origins)
            : SessionAnswers.without(settings.access());
    boolean wantsTls = settings.tls().isPresent();
    HttpService safe =
        service.decorate(
            (delegate, context, request) -> {
              if (wantsTls) {
                Gate.refusePlain(context);
              }
              return delegate.serve(context, request);
            });
    return settings.access() instanceof DoorSettings.ByName
        ? safe.decorate(hostCheck(origins))
        : safe;
  }

  private static Origins origins(DoorSettings settings) {
    return new Origins(settings.hosts(), settings.corsOrigins());
  }

  private static void mountApi(
      ServerBuilder builder,
      DoorSettings settings,
      ApiEndpoints endpoints,
      Function<HttpService, HttpService> guarded) {
    Documentation.services().forEach((path, service) -> builder.service("exact:" + path, service));
    builder.serviceUnder(
        ApiEndpoints.ROOT,
        guarded.apply(
            endpoints
                .resources()
                .decorate(
                    EncodingService.builder()
                        .encoderFactories(StreamEncoderFactories.GZIP)
                        .encodableContentTypes(MediaType::isJson)
                        .newDecorator())
                .decorate(WholeAnswers::new)));
    builder.service("exact:" + ApiEndpoints.EVENTS, guarded.apply(endpoints.events()));
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
      return new AccountCallers(byAccount.file(), settings.reload(), origins(settings));
    }
    return Callers.byName(Optional.empty());
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
   * Takes no more connections, ends the streams of events, and waits for the requests under way, at
   * most for the grace of the settings.
   */
  @Override
  public void close() {
    // Its threads take seconds to end, which nobody has to wait for.
    var unused = server.stop();
    endpoints.ifPresent(ApiEndpoints::endEvents);
    long end = System.nanoTime() + grace.toNanos();
    try {
      while (connections.requests() > 0 && System.nanoTime() - end < 0) {
        Thread.sleep(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.cut();
    callers.close();
  }
}
