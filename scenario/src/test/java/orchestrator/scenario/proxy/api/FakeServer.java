package orchestrator.scenario.proxy.api;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ApplyTaskActionResponse;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewFunction;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.RegisterTasksResponse;
import orchestrator.proto.SubscribeToEventsParam;

/** A server on a port of its own that behaves as a test says. */
final class FakeServer implements AutoCloseable {
  final List<NewFunction> registered = new CopyOnWriteArrayList<>();
  final List<ApplyTaskActionParam> applied = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> subscriptions = new LinkedBlockingQueue<>();
  volatile HealthCheckResponse.ServingStatus health = HealthCheckResponse.ServingStatus.SERVING;

  /** What is done with a registration; it is answered at once, unless a test says otherwise. */
  volatile BiConsumer<NewFunction, StreamObserver<Function>> registration =
      (function, observer) -> answer(observer, Function.getDefaultInstance());

  /** What is done with a task's action; it is answered at once, unless a test says otherwise. */
  volatile BiConsumer<ApplyTaskActionParam, StreamObserver<ApplyTaskActionResponse>> action =
      (action, observer) -> answer(observer, ApplyTaskActionResponse.getDefaultInstance());

  /** What is done with a subscription; it stays open, unless a test says otherwise. */
  volatile BiConsumer<SubscribeToEventsParam, StreamObserver<Event>> subscription =
      (param, observer) -> {};

  private final List<StreamObserver<Event>> followers = new CopyOnWriteArrayList<>();
  private final Server server;
  private final int port;

  private FakeServer(int port) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addServices(
                List.<BindableService>of(
                        new Functions(), new Events(), new Health(), new Plans(), new Tasks())
                    .stream()
                    .map(BindableService::bindService)
                    .toList())
            .build()
            .start();
    this.port = server.getPort();
  }

  static FakeServer start() throws IOException {
    return new FakeServer(0);
  }

  static FakeServer startOn(int port) throws IOException {
    return new FakeServer(port);
  }

  int port() {
    return port;
  }

  String target() {
    return "127.0.0.1:" + port();
  }

  static <T> void answer(StreamObserver<T> observer, T answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  /** Tells all that follow the events that a function was registered. */
  void tellRegistered(String key) {
    tell(
        Event.newBuilder()
            .setId("event-" + key)
            .setAssetKey(key)
            .setAssetKind(AssetKind.ASSET_FUNCTION)
            .setEventKind(EventKind.EVENT_ASSET_CREATED)
            .build());
  }

  void tell(Event event) {
    for (StreamObserver<Event> each : followers) {
      synchronized (each) {
        each.onNext(event);
      }
    }
  }

  /** Ends the subscriptions there are. */
  void breakSubscriptions(Throwable how) {
    List<StreamObserver<Event>> broken = List.copyOf(followers);
    followers.removeAll(broken);
    broken.forEach(each -> each.onError(how));
  }

  @Override
  public void close() {
    try {
      server.shutdownNow().awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Functions extends FunctionServiceGrpc.FunctionServiceImplBase {
    @Override
    public void registerFunction(NewFunction request, StreamObserver<Function> observer) {
      registered.add(request);
      registration.accept(request, observer);
    }
  }

  private final class Events extends EventServiceGrpc.EventServiceImplBase {
    @Override
    public void queryEvents(
        QueryEventsParam request, StreamObserver<QueryEventsResponse> observer) {
      answer(
          observer,
          QueryEventsResponse.newBuilder().addEvents(Event.newBuilder().setId("last")).build());
    }

    @Override
    public void subscribeToEvents(SubscribeToEventsParam request, StreamObserver<Event> observer) {
      followers.add(observer);
      subscription.accept(request, observer);
      subscriptions.add(request.getStartEventId());
    }
  }

  private final class Health extends HealthGrpc.HealthImplBase {
    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
      answer(observer, HealthCheckResponse.newBuilder().setStatus(health).build());
    }
  }

  private static final class Plans extends ComputePlanServiceGrpc.ComputePlanServiceImplBase {
    @Override
    public void registerPlan(NewComputePlan request, StreamObserver<ComputePlan> observer) {
      answer(observer, ComputePlan.getDefaultInstance());
    }
  }

  private final class Tasks extends ComputeTaskServiceGrpc.ComputeTaskServiceImplBase {
    @Override
    public void registerTasks(
        RegisterTasksParam request, StreamObserver<RegisterTasksResponse> observer) {
      answer(observer, RegisterTasksResponse.getDefaultInstance());
    }

    @Override
    public void applyTaskAction(
        ApplyTaskActionParam request, StreamObserver<ApplyTaskActionResponse> observer) {
      applied.add(request);
      action.accept(request, observer);
    }
  }
}
