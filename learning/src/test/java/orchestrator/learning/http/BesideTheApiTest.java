package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a door with other paths only those that callers know are taken. */
class BesideTheApiTest {
  private static Optional<LearningDoor> opened = Optional.empty();

  @BeforeAll
  static void open() throws Exception {
    opened = Optional.of(new LearningDoor.Setup().beside().cors().open());
  }

  @AfterAll
  static void close() {
    opened.ifPresent(LearningDoor::close);
  }

  private static LearningDoor door() {
    return opened.orElseThrow().as(Optional.of(LearningDoor.basic("user", "sécret:1")));
  }

  @Test
  void everyCallIsServed() throws Exception {
    for (Route route : Route.values()) {
      String path =
          route
              .path()
              .replace("{collection}", "problem")
              .replace("{kind}", "learnuplet")
              .replace("{uuid}", "x");
      HttpResponse<String> answer = door().method("OPTIONS", path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("allow").orElse("")).contains(route.method().name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prediction", "/prediction/x", "/learndone/x", "/preddone"})
  void knownPathsThatAreNoCollectionAreToldAsJson(String path) throws Exception {
    HttpResponse<String> answer = door().get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(LearningDoor.json(answer).get("Error").asText()).isEqualTo("Page does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "/x/y", "/", "/problem/", "/problem/x/y", "/worker", "/problems"})
  void otherPathsAreTheDoors(String path) throws Exception {
    HttpResponse<String> answer = door().get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type").orElse("")).contains("problem+json");
    assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void theDocumentIsBelowLearning() throws Exception {
    for (String path : List.of("/learning/apidocs", "/learning/apidocs/")) {
      assertThat(door().get(path).body())
          .contains(
              "\"/learning/apidocs/docs.js\" data-document=\"/learning/apidocs/openapi.yaml\"");
    }
    assertThat(door().get("/learning/apidocs/docs.js").body()).contains("SwaggerUIBundle");
    assertThat(door().get("/learning/apidocs/openapi.yaml").body()).startsWith("openapi: 3");
    assertThat(door().get("/learning/apidocs/swagger-ui.css").statusCode()).isEqualTo(200);
  }
}
