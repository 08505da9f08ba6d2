package orchestrator.http.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.proto.SubscribeToEventsParam;

/**
 * Streams events as server-sent events: {@code id} is the event's id, {@code data} the event in
 * JSON. A reader that comes back with the last id that it saw misses nothing and gets nothing
 * twice.
 */
final class EventStreamService implements HttpService {
  /** Where it is. */
  static final String PATH = "/api/v1/events:subscribe";

  /** Proxies end a connection on which nothing happens, many of them after 30 seconds. */
  private static final Duration COMMENTS = Duration.ofSeconds(15);

  private static final String START = "start_event_id";

  private final Channel api;
  private final int most;
  private final Duration pause;
  private final Set<EventWriter> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /**
   * A service.
   *
   * @param most streams that may be open
   */
  EventStreamService(Channel api, int most) {
    this(api, most, COMMENTS);
  }

  /**
   * A service.
   *
   * @param most streams that may be open
   * @param pause between two comments on a stream on which nothing happens
   */
  EventStreamService(Channel api, int most, Duration pause) {
    this.api = api;
    this.most = most;
    this.pause = pause;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    if (request.method() != HttpMethod.GET) {
      throw new ProblemException(
          Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "events can only be got")
              .with(HttpHeaderNames.ALLOW, "GET"));
    }
    SubscribeToEventsParam start = start(context, request);
    if (ended) {
      throw new ProblemException(
          Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "the server is stopping"));
    }
    if (open.size() >= most) {
      throw new ProblemException(Problem.tooMany(most + " streams of events are open", 10));
    }
    context.clearRequestTimeout();
    HttpResponseWriter writer = HttpResponse.streaming();
    CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    EventWriter events =
        new EventWriter(
            context.eventLoop(),
            Caller.of(context),
            writer,
            pause,
            () -> {
              writer.write(
                  ResponseHeaders.builder(HttpStatus.OK)
                      .contentType(MediaType.EVENT_STREAM)
                      .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                      // Some proxies keep back what they think is a page.
                      .set("x-accel-buffering", "no")
                      .build());
              response.complete(writer);
            },
            (status, requestId) -> response.complete(Problem.of(status).response(requestId)));
    open.add(events);
    var unused = context.log().whenComplete().thenAccept(done -> open.remove(events));
    events.begin(api, start);
    return HttpResponse.of(response);
  }

  /** Ends all streams; a reader comes back by itself, to whoever serves then. */
  void end() {
    ended = true;
    open.forEach(EventWriter::end);
  }

  /** What a browser knows counts more than the address with which it once began. */
  private static SubscribeToEventsParam start(ServiceRequestContext context, HttpRequest request) {
    context.queryParams().names().stream()
        .filter(name -> !RequestReader.CALLER_PARAMETERS.contains(name))
        .filter(name -> !name.equals(START) && !name.equals("startEventId"))
        .findFirst()
        .ifPresent(
            name -> {
              throw RequestReader.refused(
                  "there is no parameter \"" + name + "\"; there is " + START);
            });
    String id =
        Optional.ofNullable(request.headers().get("last-event-id"))
            .or(() -> Optional.ofNullable(context.queryParam(START)))
            .or(() -> Optional.ofNullable(context.queryParam("startEventId")))
            .orElse("");
    return SubscribeToEventsParam.newBuilder().setStartEventId(id).build();
  }
}
