package orchestrator.graph.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.graph.gorch.GorchWriter;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.picture.SvgWriter;
import orchestrator.graph.run.Runner;
import orchestrator.http.DoorServices;
import orchestrator.http.api.Caller;
import orchestrator.http.api.Streamed;

/**
 * Shows a graph where the viewer of gorch has it: as a gorch, and as a picture of how it is now.
 */
final class ViewerService implements HttpService {
  /** Below which graphs are. */
  static final String ROOT = "/graph/";

  /** A picture of more takes too long to place, and nobody sees anything on it. */
  private static final int MOST_NODES = 2_000;

  private static final Pattern GRAPH = Pattern.compile(ROOT + "([0-9a-fA-F-]{32,36})\\.(json|svg)");
  private static final String SVG = "image/svg+xml; charset=UTF-8";

  private final DoorServices.Identity owner;
  private final Supplier<Optional<Runner>> runner;

  ViewerService(DoorServices.Identity owner, Supplier<Optional<Runner>> runner) {
    this.owner = owner;
    this.runner = runner;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    Matcher path = GRAPH.matcher(context.path());
    boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    Caller caller = Caller.of(context);
    boolean isOurs =
        caller.organization().equals(owner.organization())
            && caller.channel().equals(owner.channel());
    if (!path.matches() || !reads) {
      return Answers.text(HttpStatus.NOT_FOUND, "404 page not found");
    }
    if (!isOurs) {
      return Answers.error(
          HttpStatus.FORBIDDEN,
          "these are the graphs of %s on %s".formatted(owner.organization(), owner.channel()));
    }
    Optional<Runner> started = runner.get();
    if (started.isEmpty()) {
      return Answers.notReady();
    }
    boolean isPicture = path.group(2).equals("svg");
    String id = path.group(1).replace("-", "").toLowerCase(Locale.ROOT);
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () -> answer(started.get(), context, id, isPicture), context.blockingTaskExecutor()));
  }

  private static HttpResponse answer(
      Runner runner, ServiceRequestContext context, String id, boolean isPicture) {
    try {
      Optional<GraphView> graph = runner.find(id);
      if (graph.isEmpty()) {
        return Answers.notFound();
      }
      return isPicture
          ? picture(graph.get())
          : Streamed.of(
              context,
              Answers.headers(HttpStatus.OK, Answers.JSON),
              out -> new GorchWriter(graph.get(), out)::writeNext);
    } catch (IOException e) {
      return HttpResponse.ofFailure(e);
    }
  }

  private static HttpResponse picture(GraphView graph) throws IOException {
    if (graph.gorch().graph().nodes().size() > MOST_NODES) {
      return Answers.error(
          HttpStatus.BAD_REQUEST, "a graph of more than " + MOST_NODES + " nodes is not drawn");
    }
    StringBuilder svg = new StringBuilder();
    SvgWriter.write(graph, svg);
    return HttpResponse.of(
        Answers.headers(HttpStatus.OK, SVG).toBuilder()
            // Looked at by itself it is a page, in which nothing is to run.
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'")
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .build(),
        HttpData.ofUtf8(svg));
  }
}
