package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every call answers to a request with a fault. */
class FaultsTest {
  private static final String WRONG_KEY = "{\n  \"Error\": \"wrong key in posted data\"\n}\n";
  private static final String NO_PAGE = "{\n  \"Error\": \"Page does not exist\"\n}\n";

  private LearningDoor door;

  @BeforeEach
  void open() throws Exception {
    door = new LearningDoor.Setup().open();
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static String path(Route route) {
    return route
        .path()
        .replace("{collection}", "problem")
        .replace("{kind}", "learnuplet")
        .replace("{uuid}", "x");
  }

  static Stream<Route> posts() {
    return Stream.of(Route.values()).filter(Route::hasBody);
  }

  private static void assertPage(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(answer.body()).contains("<title>" + status + " ");
  }

  private static void assertError(HttpResponse<String> answer, int status, String text)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(LearningDoor.json(answer).get("Error").asText()).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("posts")
  void eachKeyThatIsNeededIsMissed(Route route) throws Exception {
    for (String missing : route.required()) {
      ObjectNode body = FakeLearning.object();
      route.required().stream()
          .filter(key -> !key.equals(missing))
          .forEach(key -> body.put(key, "x"));

      HttpResponse<String> answer = door.post(path(route), body.toString());

      assertThat(answer.statusCode()).as(missing).isEqualTo(400);
      assertThat(answer.body()).isEqualTo(WRONG_KEY);
    }
  }

  @ParameterizedTest
  @MethodSource("posts")
  void aBodyThatIsNoJsonObjectIsRefusedWithAPage(Route route) throws Exception {
    for (String body :
        List.of(
            "",
            "{",
            "{'uuid': 1}",
            "{} {}",
            "null",
            "[]",
            "\"x\"",
            "1",
            "{\"a\": 1e400}",
            "{\"a\": 1" + "0".repeat(400) + "}",
            "{\"a\": [\"x\\ud800\"]}",
            "{\"\\udc00\": 1}")) {
      assertPage(door.post(path(route), body), 400);
    }
    byte[] noUtf8 = "{\"uuid\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertPage(
        door.send(
            door.at(path(route))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(noUtf8))),
        400);
  }

  @ParameterizedTest
  @MethodSource("posts")
  void aBodyThatIsNotSaidToBeJsonIsRefusedWithAPage(Route route) throws Exception {
    assertPage(door.send(door.at(path(route)).POST(BodyPublishers.ofString("{}"))), 400);
    assertPage(
        door.send(
            door.at(path(route))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("{}"))),
        400);
  }

  @Test
  void whatIsTooDeepOrHasTooManyValuesIsNotRead() throws Exception {
    door.close();
    door = new LearningDoor.Setup().messageBytes(8 << 20).open();
    assertPage(door.post("/problem", "{\"uuid\": [" + "{},".repeat(500_000) + "{}]}"), 400);
    assertPage(door.post("/problem", "[".repeat(100_000)), 400);
    assertPage(
        door.post("/problem", "{\"uuid\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/x", "/x/y", "/prediction", "/prediction/x", "/learndone/x", "/problems", "/é"})
  void aCollectionThatThereIsNotIsToldAsJson(String path) throws Exception {
    HttpResponse<String> answer = door.get(path.replace("é", "%C3%A9"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body()).isEqualTo(NO_PAGE);
  }

  @Test
  void aKindOfTaskThatThereIsNotIsToldAsJson() throws Exception {
    for (String kind : List.of("problem", "x")) {
      HttpResponse<String> answer = door.post("/worker/" + kind + "/x", "{\"worker\": \"w1\"}");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(NO_PAGE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /problem/",
    "POST, /problem/",
    "GET, /problem/x/",
    "GET, /a/b/c",
    "OPTIONS, /a/b/c",
    "POST, /worker/learnuplet/x/y",
    "PUT, /",
  })
  void otherPathsAreNotFoundByAnybody(String method, String path) throws Exception {
    assertPage(door.as(Optional.empty()).method(method, path), 404);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /problem",
    "PATCH, /problem/x",
    "DELETE, /problem",
    "DELETE, /learnuplet/x",
    "POST, /learnuplet",
    "POST, /x",
    "POST, /problem/x",
    "GET, /worker/learnuplet/x",
  })
  void otherMethodsAreNotPossibleForAnybody(String method, String path) throws Exception {
    HttpResponse<String> answer = door.as(Optional.empty()).method(method, path);

    assertPage(answer, 405);
    assertThat(answer.headers().firstValue("allow").orElse("")).contains("OPTIONS");
  }

  @Test
  void whatLearningRefusesIsToldByItsKind() throws Exception {
    assertError(door.problem("taken"), 409, "taken is there already");
    assertError(door.problem("foreign"), 403, "foreign is not yours");
    assertError(door.problem("later"), 503, "the API does not answer");
  }

  @Test
  void aFaultInTheProgramIsNotToldToCallers() throws Exception {
    HttpResponse<String> answer = door.problem("broken");

    assertPage(answer, 500);
    assertThat(answer.body()).doesNotContain("program");
  }

  @Test
  void aBodyThatIsTooLargeIsToldAsAnError() throws Exception {
    String json = "{\"uuid\": \"" + "x".repeat(LearningDoor.MESSAGE_BYTES) + "\"}";
    String text = "the body has more than " + LearningDoor.MESSAGE_BYTES + " bytes";

    assertError(
        door.send(
            door.at("/problem")
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () ->
                            new java.io.ByteArrayInputStream(
                                json.getBytes(StandardCharsets.UTF_8))))),
        413,
        text);
    assertThat(tooLong()).startsWith("HTTP/1.1 413").contains("application/json", text);
  }

  /** What is answered when the length is told before. */
  private String tooLong() throws Exception {
    try (Socket socket = new Socket(door.address().getAddress(), door.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /problem HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: "
                  + LearningDoor.basic("user", "sécret:1")
                  + "\r\n"
                  + "Connection: close\r\nContent-Length: 100000000\r\n\r\n{")
              .getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      for (int next = in.read(); next >= 0 && answer.indexOf("}") < 0; next = in.read()) {
        answer.append((char) next);
      }
      return answer.toString();
    }
  }
}
