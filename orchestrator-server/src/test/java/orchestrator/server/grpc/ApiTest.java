package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.reflect.ClassPath;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.transaction.BuildVersion;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.server.Eventually;
import orchestrator.server.TestCalls;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.FairPool;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.Settings;
import orchestrator.server.config.SettingsReader;
import orchestrator.server.engine.AnswerCallback;
import orchestrator.server.engine.Engine;
import orchestrator.server.event.ChannelEvents;
import orchestrator.server.event.EventFeed;
import orchestrator.server.event.LogStore;
import orchestrator.server.event.StandaloneEventFeed;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.metrics.MetricsText;
import orchestrator.server.reload.Reloads;
import orchestrator.server.tls.MspIdCheck;
import orchestrator.server.tls.ServerTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API on a port of this machine, whose engine runs nothing but notes its calls. */
class ApiTest {
  private static final String CHANNEL = "mychannel";
  private static final String ORGANIZATION = "MyOrg1MSP";
  private static final String STOPPING = "UNAVAILABLE: the server is stopping";
  private static final int SMALL_WINDOW = 64 << 10;

  @TempDir private Path folder;
  private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final LogStore store = new LogStore();
  private final List<String> log = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final ChannelEvents events = new ChannelEvents(store, 10, organization -> threads);
  private final List<ManagedChannel> connections = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private Api api;
  private Metrics metrics;
  private GrpcServer server;

  /** A call as the engine gets it. */
  private record Call(
      CallContext caller,
      Operation<?, ?> operation,
      Object request,
      AnswerCallback<Object> callback) {}

  private final class NotingEngine implements Engine {
    @Override
    @SuppressWarnings("unchecked")
    public <Q, A> void execute(
        CallContext caller, Operation<Q, A> operation, Q request, AnswerCallback<A> callback) {
      calls.add(new Call(caller, operation, request, (AnswerCallback<Object>) callback));
    }
  }

  private final class TestModule extends AbstractModule {
    @Override
    protected void configure() {
      bind(Engine.class).toInstance(new NotingEngine());
      bind(EventFeed.class).toInstance(new StandaloneEventFeed(Map.of(CHANNEL, events)));
      bind(FairPool.class).toInstance(new FairPool(new QueueLimit(100, 1 << 20), 2, threads));
      bind(SizeLimits.class).toInstance(SizeLimits.USUAL);
      bind(BuildVersion.class).toInstance(new BuildVersion("test"));
      bind(PageLimit.class).toInstance(new PageLimit(10, 1 << 20));
    }

    @Provides
    @Singleton
    Settings settings() {
      Map<String, String> flags =
          Map.of("--listen", "127.0.0.1:0", "--data", folder.resolve("data").toString());
      return SettingsReader.read(new SettingSource(flags, Map.of()));
    }

    @Provides
    @Singleton
    OpenChannels channels(Settings settings, Metrics metrics) {
      return new OpenChannels(settings, new Reloads(Duration.ZERO, metrics.reloads()));
    }

    @Provides
    Optional<MspIdCheck> check() {
      return Optional.empty();
    }

    @Provides
    Optional<ServerTls> tls() {
      return Optional.empty();
    }
  }

  @BeforeEach
  void serve() throws Exception {
    Injector injector = Guice.createInjector(new TestModule());
    api = injector.getInstance(Api.class);
    metrics = injector.getInstance(Metrics.class);
    server = injector.getInstance(GrpcServer.class).start();
  }

  @AfterEach
  void close() {
    connections.forEach(ManagedChannel::shutdownNow);
    stop(Duration.ZERO);
    threads.shutdownNow();
  }

  private void stop(Duration grace) {
    if (stopped.compareAndSet(false, true)) {
      server.stop(grace);
    }
  }

  /** A connection of its own, which takes little before it is read. */
  private Channel connect() {
    ManagedChannel connection =
        NettyChannelBuilder.forAddress(server.address())
            .usePlaintext()
            .flowControlWindow(SMALL_WINDOW)
            .build();
    connections.add(connection);
    return connection;
  }

  private Channel member() {
    return TestCalls.as(connect(), ORGANIZATION, CHANNEL);
  }

  private Call next() throws InterruptedException {
    return Optional.ofNullable(calls.poll(60, TimeUnit.SECONDS)).orElseThrow();
  }

  private void commit(int count, int bytes) {
    for (int i = 0; i < count; i++) {
      Event event = LogStore.event("e%04d".formatted(log.size()), bytes);
      store.append(event);
      log.add(event.getId());
      events.publish(List.of(event));
    }
  }

  private long sent() {
    return MetricsText.value(metrics, "orchestrator_events_sent_total{channel=\"mychannel\"}");
  }

  /** All services of the .proto files, found by what was generated from them. */
  private static List<ServiceDescriptor> services() throws Exception {
    List<ServiceDescriptor> services = new ArrayList<>();
    for (ClassPath.ClassInfo type :
        ClassPath.from(ApiTest.class.getClassLoader()).getTopLevelClasses("orchestrator.proto")) {
      if (type.getSimpleName().endsWith("Grpc")) {
        services.add(
            (ServiceDescriptor) type.load().getMethod("getServiceDescriptor").invoke(null));
      }
    }
    return services;
  }

  /** How a call with an empty request ends. */
  private static <Q, A> String end(MethodDescriptor<Q, A> method, Channel channel) {
    try {
      CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS);
      Q empty = method.parseRequest(InputStream.nullInputStream());
      ClientCalls.blockingServerStreamingCall(channel, method, soon, empty)
          .forEachRemaining(answer -> {});
      return "OK";
    } catch (StatusRuntimeException e) {
      return InProcess.inWords(e.getStatus());
    }
  }

  @Test
  void everyRpcIsServedAndWantsItsHeaders() throws Exception {
    Channel channel = connect();

    assertThat(services()).hasSizeGreaterThan(10);
    for (ServiceDescriptor service : services()) {
      for (MethodDescriptor<?, ?> method : service.getMethods()) {
        assertThat(end(method, channel))
            .as(method.getFullMethodName())
            .isEqualTo("FAILED_PRECONDITION: OE0003: missing or invalid header 'mspid'");
      }
    }
    assertThat(calls).isEmpty();
  }

  @Test
  void aCallReachesTheEngineAndItsAnswerTheCaller() throws Exception {
    NewFunction request = NewFunction.newBuilder().setKey("key").build();
    ListenableFuture<Function> answer =
        FunctionServiceGrpc.newFutureStub(member()).registerFunction(request);

    Call call = next();
    assertThat(call.request()).isEqualTo(request);
    assertThat(call.operation().method())
        .isEqualTo(FunctionServiceGrpc.getRegisterFunctionMethod());
    assertThat(call.caller().requester()).isEqualTo(ORGANIZATION);
    assertThat(call.caller().channel()).isEqualTo(CHANNEL);

    call.callback().answered(Function.newBuilder().setKey("key").build());
    assertThat(answer.get(60, TimeUnit.SECONDS).getKey()).isEqualTo("key");
  }

  @Test
  void aReadReachesTheEngineToo() throws Exception {
    ListenableFuture<Function> answer =
        FunctionServiceGrpc.newFutureStub(member())
            .getFunction(GetFunctionParam.getDefaultInstance());

    Call call = next();
    assertThat(call.operation().readsOnly()).isTrue();
    call.callback().answered(Function.newBuilder().setKey("key").build());
    assertThat(answer.get(60, TimeUnit.SECONDS).getKey()).isEqualTo("key");
  }

  @Test
  void healthIsToldToWhoeverAsksWithoutHeaders() {
    ServingStatus status =
        HealthGrpc.newBlockingStub(connect())
            .check(HealthCheckRequest.newBuilder().setService("orchestrator.EventService").build())
            .getStatus();

    assertThat(status).isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void aReaderThatIsNeverReadyCostsLittleMemoryAndDelaysNobody() {
    int size = 32 << 10;
    // What the server keeps for a stream, and what is on its way to the client.
    int ahead = (2 << 20) / size;
    commit(512, size);
    EventReader never = new EventReader(member(), "");
    Eventually.await("the first events are sent", () -> sent() > 0);

    EventReader other = new EventReader(member(), "").read(log.size());
    Eventually.await("the other has all events", () -> other.events().size() == log.size());

    assertThat(sent()).isBetween(log.size() + 1L, (long) log.size() + ahead);
    assertThat(never.events()).isEmpty();
    for (int read = 16; read <= log.size(); read += 16) {
      int wanted = read;
      never.read(16);
      Eventually.await("the events are read", () -> never.events().size() == wanted);
      assertThat(sent()).isLessThanOrEqualTo((long) log.size() + wanted + ahead);
    }
    assertThat(never.ids()).isEqualTo(log).isEqualTo(other.ids());
  }

  @Test
  void whoIsNotLetInAnyMoreLosesItsStreamAndWhoIsKeepsIt() {
    EventReader reader = new EventReader(member(), "").read(1);
    commit(1, 10);
    Eventually.await("the event is read", () -> reader.ids().equals(log));

    api.checkAdmission();

    reader.read(1);
    commit(1, 10);
    Eventually.await("the next event is read", () -> reader.ids().equals(log));
  }

  @Test
  void atTheShutdownStreamsEndAndCallsAreAnswered() throws Exception {
    Channel channel = member();
    EventReader reader = new EventReader(channel, "").read(1);
    EventReader never = new EventReader(member(), "");
    commit(1, 10);
    Eventually.await("the event is sent to both", () -> sent() == 2);
    Iterator<HealthCheckResponse> watch =
        HealthGrpc.newBlockingStub(connect()).watch(HealthCheckRequest.getDefaultInstance());
    assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.SERVING);
    ListenableFuture<Function> answer =
        FunctionServiceGrpc.newFutureStub(channel)
            .registerFunction(NewFunction.getDefaultInstance());
    Call call = next();

    CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stop(Duration.ofSeconds(60)));

    // A client is told the end after what came before it.
    for (EventReader stream : List.of(reader, never.read(1))) {
      assertThat(InProcess.inWords(stream.end().get(60, TimeUnit.SECONDS))).isEqualTo(STOPPING);
    }
    assertThatThrownBy(() -> watch.forEachRemaining(status -> {})).hasMessage(STOPPING);
    assertThat(stop).isNotDone();
    assertThat(answer).isNotDone();
    call.callback().answered(Function.newBuilder().setKey("key").build());
    assertThat(answer.get(60, TimeUnit.SECONDS).getKey()).isEqualTo("key");
    stop.get(60, TimeUnit.SECONDS);
  }
}
