package orchestrator.http.api;

import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.client.ApiServices;

/** Makes the endpoints of a door to an API that is behind a gRPC channel. */
public final class ApiEndpoints {
  /** Below which all resources are. */
  public static final String ROOT = "/api/";

  /** Where events are streamed. */
  public static final String EVENTS = EventStreamService.PATH;

  private final Channel api;
  private final ByteBudget budget;
  private final EventStreamService events;

  /**
   * Endpoints.
   *
   * @param api to which calls go, with the headers that say who calls
   * @param unreadBytes memory of large requests and answers that are under way, all together
   * @param streams of events that may be open
   */
  public ApiEndpoints(Channel api, long unreadBytes, int streams) {
    this.api = api;
    this.budget = new ByteBudget(unreadBytes);
    this.events = new EventStreamService(api, streams);
  }

  /** The resources, in JSON. */
  public HttpService resources() {
    return new JsonService(api, budget);
  }

  /** The stream of events. */
  public HttpService events() {
    return events;
  }

  /** Ends the streams of events, and those that still come. */
  public void endEvents() {
    events.end();
  }

  /**
   * The same services by gRPC and gRPC-Web, with health and reflection, by the paths below which
   * each is.
   *
   * @param messageBytes greatest request
   */
  public Map<String, HttpService> grpc(int messageBytes) {
    HttpService lazy = new LazyService(() -> grpcService(messageBytes));
    return services()
        .collect(Collectors.toMap(service -> "/" + service.getName() + "/", service -> lazy));
  }

  private static Stream<ServiceDescriptor> services() {
    return Stream.concat(
        ApiServices.all(),
        Stream.of(HealthGrpc.getServiceDescriptor(), ServerReflectionGrpc.getServiceDescriptor()));
  }

  private HttpService grpcService(int messageBytes) {
    var builder =
        GrpcService.builder()
            .supportedSerializationFormats(
                GrpcSerializationFormats.PROTO,
                GrpcSerializationFormats.PROTO_WEB,
                GrpcSerializationFormats.PROTO_WEB_TEXT)
            .maxRequestMessageLength(messageBytes)
            .maxResponseMessageLength(Integer.MAX_VALUE)
            .useMethodMarshaller(true);
    services().forEach(service -> builder.addService(GrpcProxy.of(service, api)));
    return builder.build();
  }

  /** Whether the rpc at a path such as {@code /orchestrator.ModelService/GetModel} only reads. */
  public static Optional<Boolean> isSafe(String path) {
    // Resources are told by their method, and come far more often.
    return path.startsWith(ROOT)
        ? Optional.empty()
        : ApiServices.method(path.substring(1)).map(method -> method.isSafe());
  }
}
