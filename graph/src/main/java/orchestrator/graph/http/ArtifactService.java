package orchestrator.graph.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.graph.run.Artifacts;
import orchestrator.graph.run.Runner;
import orchestrator.http.api.Caller;

/** Hands out the artefacts of nodes, to those whom the orchestrator lets have them. */
final class ArtifactService implements HttpService {
  private static final Pattern ARTIFACT =
      Pattern.compile("/v1/artifacts/(models|logs)/([0-9a-f-]{36})");

  private final Supplier<Optional<Runner>> runner;

  ArtifactService(Supplier<Optional<Runner>> runner) {
    this.runner = runner;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    Matcher path = ARTIFACT.matcher(context.path());
    boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    Caller caller = Caller.of(context);
    if (!path.matches() || !reads) {
      return Answers.text(HttpStatus.NOT_FOUND, "404 page not found");
    }
    Optional<Artifacts> artifacts = runner.get().map(Runner::artifacts);
    if (artifacts.isEmpty()) {
      return Answers.notReady();
    }
    boolean isLog = path.group(1).equals("logs");
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () -> answer(artifacts.get(), isLog, path.group(2), caller),
            context.blockingTaskExecutor()));
  }

  private static HttpResponse answer(
      Artifacts artifacts, boolean isLog, String key, Caller caller) {
    if (!caller.channel().equals(artifacts.channel())) {
      return Answers.notFound();
    }
    Artifacts.Found found =
        isLog
            ? artifacts.log(key, caller.organization())
            : artifacts.model(key, caller.organization());
    return switch (found.access()) {
      case DENIED ->
          Answers.error(
              HttpStatus.FORBIDDEN, caller.organization() + " may not have this artefact");
      case MISSING -> Answers.notFound();
      case GRANTED ->
          HttpResponse.of(
              ResponseHeaders.builder(HttpStatus.OK)
                  .contentType(isLog ? MediaType.PLAIN_TEXT_UTF_8 : MediaType.JSON)
                  .set("x-content-type-options", "nosniff")
                  .build(),
              HttpData.wrap(found.content()));
    };
  }
}
