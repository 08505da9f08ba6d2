package orchestrator.scenario.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;
import orchestrator.scenario.run.NodeRegistry;
import orchestrator.scenario.run.TooManyNodesException;
import orchestrator.scenario.settings.NotJson;

/** Registers nodes: a POST of any JSON to any path, answered by 200 without a body. */
final class NodesService implements HttpService {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final NodeRegistry registry;
  private final Access access;

  NodesService(NodeRegistry registry, Access access) {
    this.registry = registry;
    this.access = access;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      throw new ProblemException(
          Problem.of(HttpStatus.NOT_IMPLEMENTED, "nodes register here by POST"));
    }
    access.check(context, request);
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(body -> register(request, body), context.blockingTaskExecutor()));
  }

  private HttpResponse register(HttpRequest request, AggregatedHttpRequest body) {
    if (body.content().isEmpty() && request.headers().contentLength() < 0) {
      throw new ProblemException(
          Problem.of(HttpStatus.LENGTH_REQUIRED, "a registration needs a Content-Length"));
    }
    try {
      var unusedStage = registry.register(read(body));
    } catch (TooManyNodesException e) {
      throw new ProblemException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
    }
    return HttpResponse.of(ResponseHeaders.of(HttpStatus.OK));
  }

  private static JsonNode read(AggregatedHttpRequest body) {
    try {
      JsonNode json = JSON.readTree(body.content().array());
      if (!json.isMissingNode()) {
        return json;
      }
      throw refused("the body is not JSON");
    } catch (JsonProcessingException e) {
      // It names the place only: the body may hold a password.
      throw refused(NotJson.inWords("the body", e));
    } catch (IOException e) {
      throw refused("the body is not JSON");
    }
  }

  private static ProblemException refused(String why) {
    return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, why));
  }
}
