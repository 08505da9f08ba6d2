package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import orchestrator.learning.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the document of the calls against the calls. */
class OpenApiTest {
  private static Optional<LearningDoor> opened = Optional.empty();

  @BeforeAll
  static void open() throws Exception {
    opened = Optional.of(new LearningDoor.Setup().open());
  }

  @AfterAll
  static void close() {
    opened.ifPresent(LearningDoor::close);
  }

  private static LearningDoor door() {
    return opened.orElseThrow();
  }

  private static OpenAPI document() throws Exception {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    options.setResolveFully(true);
    SwaggerParseResult result =
        new OpenAPIParser()
            .readContents(door().get("/apidocs/openapi.yaml").body(), List.of(), options);
    assertThat(result.getMessages()).isEmpty();
    return result.getOpenAPI();
  }

  @Test
  void everyCallIsInItAndNoOther() throws Exception {
    Set<String> calls = new TreeSet<>();
    for (Route route : Route.values()) {
      for (Collection kind : Collection.values()) {
        calls.add(route.method() + " " + route.path().replace("{collection}", kind.path()));
      }
    }

    Set<String> told = new TreeSet<>();
    document()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap().keySet().forEach(method -> told.add(method + " " + path)));
    assertThat(told).isEqualTo(calls);
  }

  @Test
  void itTellsTheKeysThatABodyNeeds() throws Exception {
    OpenAPI document = document();
    for (Route route : Route.values()) {
      if (route.hasBody()) {
        Operation post = document.getPaths().get(route.path()).getPost();
        assertThat(body(post).getRequired())
            .as(route.path())
            .containsExactlyInAnyOrderElementsOf(route.required());
      }
    }
  }

  private static Schema<?> body(Operation post) {
    return post.getRequestBody().getContent().get("application/json").getSchema();
  }

  /** In the order in which a worker's day goes. */
  @Test
  void itsExamplesAreAnsweredAsItTells() throws Exception {
    door()
        .learning
        .add(Collection.LEARNUPLET, FakeLearning.object().put("uuid", "u").put("status", "todo"));
    door()
        .learning
        .add(Collection.PREDUPLET, FakeLearning.object().put("uuid", "u").put("status", "todo"));
    List<Map.Entry<String, PathItem>> paths = new ArrayList<>(document().getPaths().entrySet());
    List<String> calls = new ArrayList<>();
    for (String method : List.of("POST", "GET", "DELETE")) {
      for (Map.Entry<String, PathItem> path : paths) {
        Operation operation =
            path.getValue().readOperationsMap().get(PathItem.HttpMethod.valueOf(method));
        if (operation != null) {
          check(method, path.getKey(), operation);
          calls.add(method + path.getKey());
        }
      }
    }
    assertThat(calls).hasSizeGreaterThanOrEqualTo(Route.values().length);
  }

  private static void check(String method, String path, Operation operation) throws Exception {
    String id =
        method.equals("POST") ? "u" : path.startsWith("/data/") ? "d1" : path.substring(1, 2) + "1";
    if (path.startsWith("/learnuplet/") || path.startsWith("/preduplet/")) {
      id = "u";
    }
    HttpRequest.Builder request =
        door()
            .at(path.replace("{uuid}", id).replace("{kind}", "learnuplet"))
            .header("content-type", "application/json")
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofString(
                        Json.mapper().writeValueAsString(body(operation).getExample()))
                    : BodyPublishers.noBody());
    HttpResponse<String> answer = door().send(request);
    String code = Integer.toString(answer.statusCode());

    assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 201);
    assertThat(operation.getResponses()).as(path).containsKey(code);
    Schema<?> schema =
        operation.getResponses().get(code).getContent().get("application/json").getSchema();
    JsonNode json = new JsonMapper().readTree(answer.body());
    Set<String> keys = new LinkedHashSet<>();
    json.fieldNames().forEachRemaining(keys::add);
    keys.remove("withdrawn");
    assertThat(schema.getProperties().keySet()).as(path).containsAll(keys);
    if (schema.getRequired() != null) {
      assertThat(keys).as(path).containsAll(schema.getRequired());
    }
  }
}
