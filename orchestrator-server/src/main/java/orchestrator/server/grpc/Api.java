package orchestrator.server.grpc;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.grpc.util.TransmitStatusRuntimeExceptionInterceptor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.operation.Operations;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.SubscribeToEventsParam;
import orchestrator.server.call.FairPool;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.Engine;
import orchestrator.server.event.EventFeed;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.tls.MspIdCheck;
import orchestrator.server.transport.ArrivingBytes;
import orchestrator.server.transport.UnreadBytes;

/**
 * Registers all services of the API: hands each rpc of the table of operations to the engine, and
 * the event stream to the feed.
 */
@Singleton
public final class Api {
  private final Operations operations;
  private final Engine engine;
  private final FairPool calls;
  private final EventStreamHandler streams;
  private final OpenStreams openStreams = new OpenStreams();
  private final ObservingInterceptor observing;
  private final OrganizationInterceptor organization;
  private final ChannelInterceptor channel;
  private final UnreadInterceptor unread;
  private final ArrivingInterceptor arriving;
  private final int maxMessage;

  /** The API of an engine and the feed of its events. */
  @Inject
  Api(
      Operations operations,
      Engine engine,
      EventFeed feed,
      Metrics metrics,
      Settings settings,
      FairPool calls,
      SizeLimits sizes,
      OpenChannels access,
      Optional<MspIdCheck> check,
      UnreadBytes unread,
      ArrivingBytes arriving) {
    this.operations = operations;
    this.engine = engine;
    this.calls = calls;
    this.streams = new EventStreamHandler(feed, metrics, calls, sizes);
    this.observing = new ObservingInterceptor(metrics);
    this.organization = new OrganizationInterceptor(check);
    this.channel = new ChannelInterceptor(access);
    this.unread = new UnreadInterceptor(unread);
    this.arriving = new ArrivingInterceptor(arriving);
    this.maxMessage = settings.limits().messageBytes();
  }

  /** The services, each behind all interceptors. */
  public List<ServerServiceDefinition> services() {
    // The first of these is the innermost.
    return services(arriving, unread, channel, organization, observing);
  }

  /**
   * The services for callers in this process: these have no connection whose memory is to be
   * bounded, and no certificate, since whoever calls for others has found out who they are.
   */
  public List<ServerServiceDefinition> servicesForThisProcess() {
    return services(channel, new OrganizationInterceptor(Optional.empty()), observing);
  }

  private List<ServerServiceDefinition> services(ServerInterceptor... interceptors) {
    return operations.services().stream()
        .map(this::service)
        .map(service -> ServerInterceptors.intercept(service, interceptors))
        .toList();
  }

  /** A service that is served without headers, such as health. */
  public ServerServiceDefinition open(BindableService service) {
    return open(service, arriving, unread, openStreams, observing);
  }

  /** The same for callers in this process. */
  public ServerServiceDefinition openForThisProcess(BindableService service) {
    return open(service, openStreams, observing);
  }

  private ServerServiceDefinition open(BindableService service, ServerInterceptor... interceptors) {
    return ServerInterceptors.intercept(
        ServerInterceptors.useMarshalledMessages(
            ServerInterceptors.intercept(service, interceptors), Request.bytes(maxMessage)),
        TransmitStatusRuntimeExceptionInterceptor.instance());
  }

  /** Ends the event streams of those that would not be let in any more, with OE0102. */
  public void checkAdmission() {
    streams.checkAdmission();
  }

  /** Ends all streams. */
  public void endStreams() {
    streams.stop();
    openStreams.end();
  }

  private ServerServiceDefinition service(ServiceDescriptor descriptor) {
    List<ServerMethodDefinition<?, ?>> methods =
        descriptor.getMethods().stream().<ServerMethodDefinition<?, ?>>map(this::method).toList();
    ServiceDescriptor.Builder served =
        ServiceDescriptor.newBuilder(descriptor.getName())
            // Reflection shows only services that name their file.
            .setSchemaDescriptor(descriptor.getSchemaDescriptor());
    methods.forEach(method -> served.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(served.build());
    methods.forEach(service::addMethod);
    return service.build();
  }

  private ServerMethodDefinition<?, ?> method(MethodDescriptor<?, ?> method) {
    Optional<Operation<?, ?>> row = operations.find(method.getFullMethodName());
    return row.isPresent() ? unary(row.get()) : stream(method);
  }

  private <Q, A> ServerMethodDefinition<Request<Q>, A> unary(Operation<Q, A> row) {
    MethodDescriptor<Q, A> method = row.method();
    return ServerMethodDefinition.create(
        method.toBuilder(Request.marshaller(method, maxMessage), method.getResponseMarshaller())
            .build(),
        ServerCalls.asyncUnaryCall(new UnaryHandler<>(engine, row, calls)));
  }

  private ServerMethodDefinition<?, ?> stream(MethodDescriptor<?, ?> method) {
    MethodDescriptor<SubscribeToEventsParam, ?> subscribe =
        EventServiceGrpc.getSubscribeToEventsMethod();
    if (!method.getFullMethodName().equals(subscribe.getFullMethodName())) {
      throw new IllegalStateException("no handler for " + method.getFullMethodName());
    }
    return ServerMethodDefinition.create(
        subscribe.toBuilder(Request.marshaller(subscribe, maxMessage), new EventMarshaller())
            .build(),
        ServerCalls.asyncServerStreamingCall(streams));
  }
}
