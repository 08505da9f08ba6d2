package orchestrator.server;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.EngineProvider;
import orchestrator.server.engine.OpenResources;
import orchestrator.server.grpc.Api;
import orchestrator.server.grpc.GrpcServer;
import orchestrator.server.grpc.OpenChannels;
import orchestrator.server.http.HttpPort;
import orchestrator.server.http.OperatorPages;
import orchestrator.server.http.Readiness;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;
import orchestrator.server.storage.StorageException;
import orchestrator.server.tls.CertificateEnds;
import orchestrator.server.tls.ServerTls;

/** Runs a server, from its start until it is closed. */
public final class Orchestrator implements AutoCloseable {
  /** What of the grace is left for the stores when all calls have been cut. */
  private static final Duration CLOSING = Duration.ofMillis(500);

  private final OpenResources resources;
  private final Readiness readiness;
  private final GrpcServer grpc;
  private final HttpPort http;
  private final Duration grace;

  private Orchestrator(
      OpenResources resources,
      Readiness readiness,
      GrpcServer grpc,
      HttpPort http,
      Duration grace) {
    this.resources = resources;
    this.readiness = readiness;
    this.grpc = grpc;
    this.http = http;
    this.grace = grace;
  }

  /**
   * Starts a server; it serves when this returns.
   *
   * @param port opens its HTTP port
   * @throws StartException when it cannot
   */
  public static Orchestrator start(Settings settings, HttpPort.Opener port) {
    OpenResources resources = new OpenResources();
    try {
      return start(settings, port, resources);
    } catch (StorageException e) {
      resources.close();
      throw new StartException(e.getMessage(), e);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  private static Orchestrator start(
      Settings settings, HttpPort.Opener port, OpenResources resources) {
    EngineProvider provider = EngineProvider.of(settings.storage());
    Threads threads = resources.opened(Threads.of(settings, provider));
    Injector injector =
        injector(
            new ServerModule(settings, threads, resources),
            new EngineModule(provider, threads, resources));
    Readiness readiness = injector.getInstance(Readiness.class);
    Metrics metrics = injector.getInstance(Metrics.class);
    GrpcServer grpc = injector.getInstance(GrpcServer.class);
    AtomicBoolean listening = new AtomicBoolean();
    readiness.require("grpc", listening::get);
    listen(settings.endpoints().grpc(), grpc::start);
    HttpPort http =
        openAfter(
            grpc,
            () ->
                resources.opened(
                    listen(
                        settings.endpoints().http(),
                        () ->
                            port.open(
                                settings, pages(settings, readiness, metrics), grpc.local()))));
    listening.set(true);
    follow(injector);
    return new Orchestrator(resources, readiness, grpc, http, settings.timing().shutdownGrace());
  }

  /** The port that takes longer to open comes last; without it there is no server. */
  private static HttpPort openAfter(GrpcServer grpc, Supplier<HttpPort> open) {
    try {
      return open.get();
    } catch (RuntimeException e) {
      grpc.stop(Duration.ZERO);
      throw e;
    }
  }

  /** From now on, files that change are taken up. */
  private static void follow(Injector injector) {
    Reloads reloads = injector.getInstance(Reloads.class);
    Api api = injector.getInstance(Api.class);
    injector.getInstance(OpenChannels.class).onChange(api::checkAdmission);
    injector
        .getInstance(Key.get(new TypeLiteral<Optional<ServerTls>>() {}))
        .ifPresent(tls -> tls.onChange(api::checkAdmission));
    reloads.everyMinute(injector.getInstance(CertificateEnds.class)::warn);
    reloads.start();
  }

  private static Injector injector(Module... modules) {
    try {
      return Guice.createInjector(Stage.PRODUCTION, modules);
    } catch (CreationException e) {
      throw reason(e, e.getErrorMessages());
    } catch (ProvisionException e) {
      throw reason(e, e.getErrorMessages());
    }
  }

  /** Guice wraps what fails, once for each that needs it; the operator is to read the reason. */
  private static RuntimeException reason(RuntimeException wrapper, Collection<Message> messages) {
    return messages.stream()
        .map(Message::getCause)
        .filter(RuntimeException.class::isInstance)
        .map(RuntimeException.class::cast)
        .findFirst()
        .orElse(wrapper);
  }

  private static Map<String, OperatorPages.Source> pages(
      Settings settings, Readiness readiness, Metrics metrics) {
    boolean shown = settings.observation().metrics();
    return OperatorPages.of(readiness, shown ? Optional.of(metrics::shown) : Optional.empty());
  }

  @FunctionalInterface
  private interface Listening<T> {
    T begin() throws IOException;
  }

  private static <T> T listen(Endpoint endpoint, Listening<T> listening) {
    if (endpoint.address().isUnresolved()) {
      throw new StartException("cannot listen on " + endpoint + ": the host is not known");
    }
    try {
      return listening.begin();
    } catch (IOException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      // Netty puts the system's call and number before the system's words.
      String words =
          String.valueOf(reason.getMessage())
              .replaceFirst("^.*failed with error\\(-?\\d+\\): ", "");
      throw new StartException("cannot listen on " + endpoint + ": " + words, e);
    }
  }

  /** Where the gRPC API is served, with the real port. */
  public Endpoint grpcAddress() {
    return Endpoint.of(grpc.address());
  }

  /** Where HTTP is served, with the real port. */
  public Endpoint httpAddress() {
    return Endpoint.of(http.address());
  }

  /** Not ready any more, finishes the calls in flight, ends the streams, closes the storage. */
  @Override
  public void close() {
    readiness.require("stopping", () -> false);
    Duration closingTime = CLOSING.compareTo(grace) < 0 ? CLOSING : grace;
    grpc.stop(grace.minus(closingTime));
    resources.close();
  }
}
