package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import orchestrator.learning.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call, as callers of the original make it. */
class CallsTest {
  private LearningDoor door;

  @BeforeEach
  void open() throws Exception {
    door = new LearningDoor.Setup().open();
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static void assertAnswered(HttpResponse<String> answer, int status, String json)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(LearningDoor.json(answer).toString()).isEqualTo(json);
  }

  @Test
  void aProblemIsPostedAndComesBackIndentedWithItsKeysSortedAndWithoutFurtherKeys()
      throws Exception {
    HttpResponse<String> answer =
        door.post(
            "/problem",
            """
            {"workflow": "w\\u00e9", "uuid": "p1", "test_dataset": ["t1", "t2"],
             "size_train_dataset": 2, "further": 1}
            """);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body())
        .isEqualTo(
            """
            {
              "new_problem": {
                "size_train_dataset": 2,
                "test_dataset": [
                  "t1",
                  "t2"
                ],
                "timestamp_upload": 1700000000,
                "uuid": "p1",
                "workflow": "w\\u00e9"
              }
            }
            """);
  }

  @Test
  void anAlgorithmIsPostedWithTheNumberOfItsTasks() throws Exception {
    door.problem("p1");

    assertAnswered(
        door.post("/algo", "{\"uuid\": \"a1\", \"problem\": \"p1\", \"name\": \"tree\"}"),
        201,
        "{\"new_algo\":{\"name\":\"tree\",\"problem\":\"p1\",\"timestamp_upload\":1700000000,"
            + "\"uuid\":\"a1\"},\"new_learnuplets\":1}");
    assertAnswered(
        door.post("/algo", "{\"uuid\": \"a1\", \"problem\": \"none\", \"name\": \"tree\"}"),
        400,
        "{\"Error\":\"non-existing related problem\"}");
  }

  @Test
  void dataArePostedOneOrManyAndComeBackAsAList() throws Exception {
    door.problem("p1");

    assertAnswered(
        door.post("/data", "{\"uuid\": \"d1\", \"problems\": [\"p1\"]}"),
        201,
        "{\"new_datas\":[{\"problems\":[\"p1\"],\"timestamp_upload\":1700000000,\"uuid\":\"d1\"}],"
            + "\"new_learnuplets\":0}");
    JsonNode many =
        LearningDoor.json(
            door.post("/data", "{\"uuid\": [\"d2\", \"d3\"], \"problems\": [\"p1\"]}"));
    assertThat(many.get("new_datas")).hasSize(2);
    assertAnswered(
        door.post("/data", "{\"uuid\": \"d4\", \"problems\": [\"none\"]}"),
        400,
        "{\"Error\":\"non-existing related problem\"}");
  }

  @Test
  void aPredictionIsAskedForAndComesBackUnwrapped() throws Exception {
    assertAnswered(
        door.post("/prediction", "{\"data\": \"d1\", \"problem\": \"p1\"}"),
        201,
        "{\"data\":\"d1\",\"status\":\"todo\",\"uuid\":\"q1\"}");
    assertAnswered(
        door.post("/prediction", "{\"data\": [\"d1\"], \"problem\": \"p1\"}"),
        400,
        "{\"Error\":\"data field should be an UUID\"}");
    assertAnswered(
        door.post("/prediction", "{\"data\": \"d1\", \"problem\": \"p2\"}"),
        400,
        "{\"Error\":\"no problem or trained model\"}");
  }

  @ParameterizedTest
  @CsvSource({"learnuplet, learndone", "preduplet, preddone"})
  void aTaskIsTakenOnceAndReported(String kind, String report) throws Exception {
    door.learning.add(
        Collection.of(kind).orElseThrow(),
        FakeLearning.object().put("uuid", "u 1+").put("status", "todo"));
    String uuid = "u%201+";

    assertAnswered(
        door.post("/worker/" + kind + "/" + uuid, "{\"worker\": \"w1\"}"),
        200,
        "{\"" + kind + "_worker_set\":\"u 1+\"}");
    assertAnswered(
        door.post("/worker/" + kind + "/" + uuid, "{\"worker\": \"w2\"}"),
        400,
        "{\"Error\":\"worker not set for " + kind + " u 1+. Might be already pending\"}");
    assertAnswered(
        door.post("/" + report + "/" + uuid, "{\"status\": \"failed\"}"),
        200,
        "{\"updated_" + kind + "\":\"u 1+\"}");
    assertAnswered(
        door.post("/" + report + "/" + uuid, "{\"status\": \"failed\"}"),
        400,
        "{\"Error\":\"no update of " + kind + " u 1+\"}");
    assertThat(door.json("/" + kind + "/" + uuid).get("worker").asText()).isEqualTo("w1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"problem", "algo", "data", "learnuplet", "preduplet"})
  void documentsAreListedAndShown(String collection) throws Exception {
    assertAnswered(door.get("/" + collection), 200, "{\"" + collection + "s\":[]}");
    door.learning.add(
        Collection.of(collection).orElseThrow(), FakeLearning.object().put("uuid", "x"));

    assertThat(door.get("/" + collection).body())
        .isEqualTo(
            """
            {
              "%ss": [
                {
                  "uuid": "x"
                }
              ]
            }
            """
                .formatted(collection));
    assertAnswered(door.get("/" + collection + "/x"), 200, "{\"uuid\":\"x\"}");
    assertAnswered(
        door.get("/" + collection + "/y"), 404, "{\"Error\":\"there is no " + collection + " y\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"problem", "algo", "data"})
  void whatWasPostedIsWithdrawn(String collection) throws Exception {
    door.learning.add(
        Collection.of(collection).orElseThrow(), FakeLearning.object().put("uuid", "x"));

    assertAnswered(
        door.method("DELETE", "/" + collection + "/x"), 200, "{\"uuid\":\"x\",\"withdrawn\":true}");
    assertAnswered(
        door.method("DELETE", "/" + collection + "/y"),
        404,
        "{\"Error\":\"there is no " + collection + " y\"}");
  }

  @Test
  void headAnswersAsGetDoesWithoutABody() throws Exception {
    door.problem("p1");

    for (String path : List.of("/problem", "/problem/p1", "/problem?limit=1")) {
      HttpResponse<String> answer = door.method("HEAD", path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).contains("application/json");
      assertThat(answer.body()).isEmpty();
    }
    assertThat(door.method("HEAD", "/problem/p2").statusCode()).isEqualTo(404);
    assertThat(door.method("HEAD", "/problem/").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/problem|GET, HEAD, OPTIONS, POST",
        "/problem/x|DELETE, GET, HEAD, OPTIONS",
        "/learnuplet|GET, HEAD, OPTIONS",
        "/learndone/x|GET, HEAD, OPTIONS, POST",
        "/worker/learnuplet/x|OPTIONS, POST",
      })
  void optionsAreToldToEverybody(String path, String methods) throws Exception {
    HttpResponse<String> answer = door.as(Optional.empty()).method("OPTIONS", path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("allow")).contains(methods);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/json; charset=utf-8", "application/ld+json"})
  void everyTypeThatIsJsonIsRead(String type) throws Exception {
    door.problem("p1");

    HttpResponse<String> answer =
        door.send(
            door.at("/data")
                .header("content-type", type)
                .POST(BodyPublishers.ofString("{\"uuid\": \"é\", \"problems\": [\"p1\"]}")));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(door.json("/data/%C3%A9").get("uuid").asText()).isEqualTo("é");
  }

  @Test
  void anIdMayHaveASlashThatIsEncoded() throws Exception {
    door.problem("a/b");

    assertThat(door.json("/problem/a%2Fb").get("uuid").asText()).isEqualTo("a/b");
  }
}
