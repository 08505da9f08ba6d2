package orchestrator.scenario.door;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.file.HttpFile;
import com.linecorp.armeria.server.websocket.WebSocketService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/** Takes settings by a WebSocket at any path, and answers by HTTP what goes on. */
final class SettingsService implements HttpService {
  private static final String ROOT = "/v1/scenario";
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final String LINES = ".jsonl";
  private static final String REPORTS = ROOT + "/reports/";

  private final Controllers controllers;
  private final StatusView status;
  private final Access access;
  private final int mostBytes;

  SettingsService(Controllers controllers, StatusView status, Access access, int mostBytes) {
    this.controllers = controllers;
    this.status = status;
    this.access = access;
    this.mostBytes = mostBytes;
  }

  /** The service for every path of a port. */
  HttpService atEveryPath() {
    return WebSocketService.builder(this::socket)
        .maxFramePayloadLength(mostBytes)
        // Whether a page may call has been decided already.
        .allowedOrigins("*")
        .fallbackService(this)
        .build()
        .decorate(
            (service, context, request) -> {
              access.check(context, request);
              return service.serve(context, request);
            });
  }

  private WebSocket socket(ServiceRequestContext context, WebSocket in) {
    if (!controllers.hasRoom()) {
      throw problem(HttpStatus.SERVICE_UNAVAILABLE, "too many controllers are connected");
    }
    SettingsSocket socket =
        new SettingsSocket(controllers, mostBytes, context.blockingTaskExecutor());
    in.subscribe(socket);
    socket.speakLater(context.eventLoop());
    return socket.answers();
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    // A socket may be open, and bring messages, for as long as it likes; what is none may not.
    context.setRequestTimeout(REQUEST);
    context.setMaxRequestLength(mostBytes);
    String path = context.path();
    if (request.method() == HttpMethod.POST) {
      return post(context, request, path);
    }
    if (request.method() != HttpMethod.GET) {
      throw problem(HttpStatus.METHOD_NOT_ALLOWED, "this service has GET and POST only");
    }
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () -> get(context, request, path), context.blockingTaskExecutor()));
  }

  private HttpResponse post(ServiceRequestContext context, HttpRequest request, String path) {
    if (path.equals(ROOT + "/stop")) {
      status.stop();
      return json(JsonNodeFactory.instance.objectNode().put("stopped", true));
    }
    if (!path.equals(ROOT)) {
      throw problem(HttpStatus.NOT_FOUND, "settings are posted to " + ROOT);
    }
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(
                body -> {
                  ArrayNode answers = JsonNodeFactory.instance.arrayNode();
                  boolean accepted =
                      controllers.submit(
                          body.content().array(),
                          answer -> {
                            synchronized (answers) {
                              answers.add(answer);
                            }
                          });
                  synchronized (answers) {
                    return json(
                        accepted ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
                        (ObjectNode) answers.get(0));
                  }
                },
                context.blockingTaskExecutor()));
  }

  private HttpResponse get(ServiceRequestContext context, HttpRequest request, String path) {
    if (path.equals(ROOT)) {
      return json(status.json());
    }
    if (path.equals("/metrics")) {
      return HttpResponse.of(
          HttpStatus.OK,
          MediaType.parse("text/plain; version=0.0.4; charset=utf-8"),
          status.metrics());
    }
    if (path.startsWith(REPORTS)) {
      String name = path.substring(REPORTS.length());
      Optional<HttpResponse> report =
          name.endsWith(LINES)
              ? status
                  .lines(name.substring(0, name.length() - LINES.length()))
                  .map(file -> file(context, request, file))
              : status
                  .page(name)
                  .map(text -> HttpResponse.of(HttpStatus.OK, MediaType.HTML_UTF_8, text));
      return report.orElseThrow(
          () -> problem(HttpStatus.NOT_FOUND, "there is no report of a run of that name"));
    }
    throw problem(
        HttpStatus.NOT_FOUND,
        "there are " + ROOT + ", " + REPORTS + "RUN and /metrics, and a WebSocket for settings");
  }

  private static HttpResponse file(ServiceRequestContext context, HttpRequest request, Path file) {
    try {
      return HttpFile.of(file).asService().serve(context, request);
    } catch (Exception e) {
      return HttpResponse.ofFailure(e);
    }
  }

  private static HttpResponse json(ObjectNode body) {
    return json(HttpStatus.OK, body);
  }

  private static HttpResponse json(HttpStatus status, ObjectNode body) {
    return HttpResponse.of(status, MediaType.JSON_UTF_8, body + "\n");
  }

  private static ProblemException problem(HttpStatus status, String detail) {
    return new ProblemException(Problem.of(status, detail));
  }
}
