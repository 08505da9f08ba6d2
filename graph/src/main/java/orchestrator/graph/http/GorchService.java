package orchestrator.graph.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.client.OrchestratorException;
import orchestrator.graph.gorch.Gorch;
import orchestrator.graph.gorch.GorchReader;
import orchestrator.graph.gorch.GorchWriter;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.run.Runner;
import orchestrator.http.DoorServices;
import orchestrator.http.api.Body;
import orchestrator.http.api.ByteBudget;
import orchestrator.http.api.Caller;
import orchestrator.http.api.Streamed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes graphs in, shows, lists and deletes them, at {@code /v1/tasks}. Any content type is read as
 * JSON.
 */
final class GorchService implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger("Orchestrator");
  private static final Pattern TASK = Pattern.compile("/v1/tasks/([^/]+)");

  /** Slow callers with large bodies must not fill the memory. */
  private final ByteBudget bodies = new ByteBudget(Runtime.getRuntime().maxMemory() / 8);

  private final DoorServices.Identity owner;
  private final Supplier<Optional<Runner>> runners;

  GorchService(DoorServices.Identity owner, Supplier<Optional<Runner>> runners) {
    this.owner = owner;
    this.runners = runners;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    long start = System.nanoTime();
    String path = context.path();
    Matcher task = TASK.matcher(path);
    boolean isList = path.equals("/v1/tasks") || path.equals("/v1/tasks/");
    HttpMethod method = request.method();
    Optional<Runner> started = runners.get();
    String route;
    HttpResponse response;
    if (path.equals("/") && method == HttpMethod.GET) {
      route = "Index";
      response = Answers.text(HttpStatus.OK, "Welcome!");
    } else if (!isOurs(Caller.of(context))) {
      route = "Refused";
      response =
          Answers.error(
              HttpStatus.FORBIDDEN,
              "these are the graphs of %s on %s".formatted(owner.organization(), owner.channel()));
    } else if (!isList && !task.matches()) {
      return Answers.text(HttpStatus.NOT_FOUND, "404 page not found");
    } else if (started.isEmpty()) {
      route = "Waiting";
      response = Answers.notReady();
    } else if (isList && method == HttpMethod.POST) {
      route = "TaskCreate";
      response = create(started.get(), context, request);
    } else if (isList && method == HttpMethod.GET) {
      route = "TaskList";
      response = list(started.get(), context);
    } else if (task.matches() && method == HttpMethod.GET) {
      route = "TaskShow";
      response = show(started.get(), context, task.group(1));
    } else if (task.matches() && method == HttpMethod.DELETE) {
      route = "TaskDelete";
      response = delete(started.get(), task.group(1));
    } else {
      return Answers.text(HttpStatus.NOT_FOUND, "404 page not found");
    }
    if (LOG.isInfoEnabled()) {
      var unused =
          context
              .log()
              .whenComplete()
              .thenAccept(
                  done ->
                      LOG.info(
                          "{} {} {} {}us",
                          method,
                          context.rawPath(),
                          route,
                          (System.nanoTime() - start) / 1_000));
    }
    return response;
  }

  private boolean isOurs(Caller caller) {
    return caller.organization().equals(owner.organization())
        && caller.channel().equals(owner.channel());
  }

  private HttpResponse create(Runner runner, ServiceRequestContext context, HttpRequest request) {
    ByteBudget.Meter meter = bodies.meter(context);
    return HttpResponse.of(
        Body.read(request, meter)
            .thenApplyAsync(body -> create(runner, body), context.blockingTaskExecutor()));
  }

  private static HttpResponse create(Runner runner, byte[] body) {
    Gorch gorch;
    try {
      gorch = GorchReader.read(body);
    } catch (FaultyGraphException e) {
      return Answers.error(HttpStatus.BAD_REQUEST, e.getMessage(), e.offset());
    }
    try {
      return HttpResponse.of(
          runner
              .submit(gorch)
              .thenApply(
                  id ->
                      Answers.json(
                          HttpStatus.ACCEPTED, JsonNodeFactory.instance.objectNode().put("id", id)))
              .exceptionally(GorchService::refused));
    } catch (Runner.FullException e) {
      return Answers.error(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    }
  }

  private static HttpResponse refused(Throwable failure) {
    Optional<OrchestratorException> refusal = Runner.refusal(failure);
    if (refusal.filter(OrchestratorException::isRefusal).isPresent()) {
      boolean denied = refusal.get().status() == Status.Code.PERMISSION_DENIED;
      return Answers.error(
          denied ? HttpStatus.FORBIDDEN : HttpStatus.BAD_REQUEST, refusal.get().detail());
    }
    LOG.warn("a graph cannot be registered: {}", failure.getMessage());
    return Answers.error(HttpStatus.SERVICE_UNAVAILABLE, "the orchestrator cannot be reached");
  }

  private static HttpResponse list(Runner runner, ServiceRequestContext context) throws Exception {
    return Streamed.of(
        context,
        Answers.headers(HttpStatus.OK, Answers.JSON),
        out -> new TaskListParts(runner.list(), out));
  }

  /** A graph in memory needs no thread that may wait. */
  private static HttpResponse show(Runner runner, ServiceRequestContext context, String id) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                Optional<GraphView> graph = runner.find(id);
                return graph.isPresent()
                    ? Streamed.of(
                        context,
                        Answers.headers(HttpStatus.OK, Answers.JSON),
                        out -> new GorchWriter(graph.get(), out)::writeNext)
                    : Answers.notFound();
              } catch (java.io.IOException e) {
                return HttpResponse.ofFailure(e);
              }
            },
            context.blockingTaskExecutor()));
  }

  private static HttpResponse delete(Runner runner, String id) {
    return HttpResponse.of(
        runner
            .delete(id)
            .thenApply(
                found ->
                    found
                        ? HttpResponse.of(
                            ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_LENGTH, 0))
                        : Answers.notFound())
            .exceptionally(GorchService::refused));
  }
}
