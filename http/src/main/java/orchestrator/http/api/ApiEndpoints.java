package orchestrator.http.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SerializationFormat;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.util.List;
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

  private static final List<SerializationFormat> FORMATS =
      List.of(
          GrpcSerializationFormats.PROTO,
          GrpcSerializationFormats.PROTO_WEB,
          GrpcSerializationFormats.PROTO_WEB_TEXT);

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
    HttpService lazy =
        new LazyService(() -> grpcService(messageBytes))
            .decorate(
                (service, context, request) -> {
                  refuseNoCall(request);
                  return service.serve(context, request);
                });
    return services()
        .collect(Collectors.toMap(service -> "/" + service.getName() + "/", service -> lazy));
  }

  /** Refuses what is neither gRPC nor gRPC-Web, which Armeria would answer with a bare text. */
  private static void refuseNoCall(HttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      throw new ProblemException(
          Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "an rpc can only be called by POST")
              .with(HttpHeaderNames.ALLOW, "POST"));
    }
    MediaType type = request.contentType();
    if (type == null || FORMATS.stream().noneMatch(format -> format.isAccepted(type))) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "an rpc at this path is called by gRPC or gRPC-Web; /openapi.json tells the paths for"
                  + " JSON"));
    }
  }

  private static Stream<ServiceDescriptor> services() {
    return Stream.concat(
        ApiServices.all(),
        Stream.of(HealthGrpc.getServiceDescriptor(), ServerReflectionGrpc.getServiceDescriptor()));
  }

  private HttpService grpcService(int messageBytes) {
    var builder =
        GrpcService.builder()
            .supportedSerializationFormats(FORMATS)
            .maxRequestMessageLength(messageBytes)
            .maxResponseMessageLength(Integer.MAX_VALUE)
            .useMethodMarshaller(true);
    services().forEach(service -> builder.addService(GrpcProxy.of(service, api)));
    return builder.build();
  }

  /**
   * Refuses bytes in a query that are not UTF-8, which would be read as something else.
   *
   * @throws ProblemException that says so
   */
  public static void refuseUnreadableQuery(ServiceRequestContext context) {
    String target = context.rawPath();
    int query = target.indexOf('?');
    if (query < 0) {
      return;
    }
    try {
      var unused = PercentCode.decode(target.substring(query + 1));
    } catch (IllegalArgumentException e) {
      throw RequestReader.refused("the query " + e.getMessage());
    }
  }

  /** Whether the rpc at a path such as {@code /orchestrator.ModelService/GetModel} only reads. */
  public static Optional<Boolean> isSafe(String path) {
    // Resources are told by their method, and come far more often.
    return path.startsWith(ROOT)
        ? Optional.empty()
        : ApiServices.method(path.substring(1)).map(method -> method.isSafe());
  }
}
