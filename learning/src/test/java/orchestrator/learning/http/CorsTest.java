package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pages of other origins may do. */
class CorsTest {
  private static final String PAGE = "https://ui.example.org";

  private LearningDoor door;

  @BeforeEach
  void open() throws Exception {
    door = new LearningDoor.Setup().open();
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void reopen(LearningDoor.Setup setup) throws Exception {
    door.close();
    door = setup.open();
  }

  private HttpResponse<String> preflight(String path) throws Exception {
    return door.as(Optional.empty())
        .send(
            door.at(path)
                .header("origin", PAGE)
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization, x-other")
                .method("OPTIONS", BodyPublishers.noBody()));
  }

  private HttpResponse<String> post(String origin) throws Exception {
    return door.send(
        door.at("/problem")
            .header("origin", origin)
            .header("content-type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"uuid\": \"p\", \"workflow\": 1, \"test_dataset\": [],"
                        + " \"size_train_dataset\": 1}")));
  }

  @Test
  void switchedOnEveryAnswerLetsItsOriginRead() throws Exception {
    reopen(new LearningDoor.Setup().cors());

    for (String path : List.of("/problem", "/problem/none", "/x", "/a/b/c", "/problem?limit=x")) {
      for (Optional<String> caller :
          List.of(Optional.of(LearningDoor.basic("user", "sécret:1")), Optional.<String>empty())) {
        HttpResponse<String> answer = door.as(caller).send(door.at(path).header("origin", PAGE));
        assertThat(answer.headers().allValues("access-control-allow-origin"))
            .as(path + " " + answer.statusCode())
            .containsExactly(PAGE);
        assertThat(answer.headers().allValues("vary")).containsExactly("Origin");
        assertThat(answer.headers().firstValue("access-control-allow-credentials")).isEmpty();
        HttpResponse<String> withoutOrigin = door.get(path);
        assertThat(withoutOrigin.headers().allValues("access-control-allow-origin"))
            .containsExactly("*");
        assertThat(withoutOrigin.headers().firstValue("vary")).isEmpty();
      }
    }
  }

  @Test
  void switchedOnAPageMayAskForWhatItLikes() throws Exception {
    reopen(new LearningDoor.Setup().cors());

    HttpResponse<String> answer = preflight("/problem");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(PAGE);
    assertThat(answer.headers().firstValue("access-control-allow-methods"))
        .contains("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
    assertThat(answer.headers().firstValue("access-control-allow-headers"))
        .contains("authorization, x-other");
    assertThat(answer.headers().firstValue("access-control-max-age")).isEmpty();
    assertThat(post(PAGE).statusCode()).isEqualTo(401);
    door.as(Optional.of(LearningDoor.basic("user", "sécret:1")));
    assertThat(post(PAGE).statusCode()).isEqualTo(201);
  }

  @Test
  void switchedOffNoAnswerLetsAnybodyReadAndNoForeignPageMayPost() throws Exception {
    HttpResponse<String> refused = post(PAGE);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(LearningDoor.json(refused).get("Error").asText()).contains(PAGE);
    assertThat(door.json("/problem").get("problems")).isEmpty();
    assertThat(post("http://127.0.0.1:" + door.address().getPort()).statusCode()).isEqualTo(201);
    HttpResponse<String> crossSite =
        door.send(
            door.at("/problem/p")
                .header("sec-fetch-site", "cross-site")
                .method("DELETE", BodyPublishers.noBody()));
    assertThat(crossSite.statusCode()).isEqualTo(403);
    for (HttpResponse<String> answer : List.of(preflight("/problem"), refused, door.get("/x"))) {
      assertThat(answer.headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control-"));
    }
  }

  @Test
  void switchedOffPagesOfTheDoorsOriginsMayCall() throws Exception {
    reopen(new LearningDoor.Setup().origins(PAGE));

    HttpResponse<String> posted = post(PAGE);

    assertThat(posted.statusCode()).isEqualTo(201);
    assertThat(posted.headers().firstValue("access-control-allow-origin")).contains(PAGE);
    assertThat(post("https://other.example.org").statusCode()).isEqualTo(403);
  }
}
