package orchestrator.e2e.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;

/** Calls the REST interface of a server, as users and workers do. */
final class LearningDoor {
  static final String USER = "morpheo";
  static final String PASSWORD = "a pass:word";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  LearningDoor(String address) {
    this.address = address;
  }

  /** A server with the interface, and the one account. */
  static ServerSettings on(ServerSettings settings, String... flags) {
    return settings
        .withFlags("--learning")
        .withFlags(flags)
        .withVariable("USER_AUTH", USER)
        .withVariable("PWD_AUTH", PASSWORD);
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .timeout(PATIENCE)
            .header("authorization", basic(USER, PASSWORD))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("content-type", "application/json");
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The answer, which must have this status; waits while the server is not ready yet. */
  JsonNode call(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    Waiting waiting = new Waiting(PATIENCE);
    HttpResponse<String> answer = send(method, path, body);
    while (answer.statusCode() == 503 && !waiting.isOver()) {
      waiting.pause();
      answer = send(method, path, body);
    }
    if (answer.statusCode() != status) {
      throw new AssertionError(
          "%s %s %s: %d %s".formatted(method, path, body, answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return call(201, "POST", path, body.replace('\'', '"'));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return call(200, "GET", path, "");
  }

  void problem(String id, int size, String... testData) throws IOException, InterruptedException {
    post("/problem", problemBody(id, size, testData));
  }

  static String problemBody(String id, int size, String... testData) {
    ObjectNode body = JSON.createObjectNode();
    body.put("uuid", id).put("workflow", "workflow of " + id).put("size_train_dataset", size);
    var list = body.putArray("test_dataset");
    List.of(testData).forEach(list::add);
    return body.toString();
  }

  /** How many learnuplets came of it. */
  int algo(String id, String problem) throws IOException, InterruptedException {
    return post("/algo", algoBody(id, problem)).get("new_learnuplets").intValue();
  }

  static String algoBody(String id, String problem) {
    return "{\"uuid\":\"%s\",\"problem\":\"%s\",\"name\":\"name of %s\"}"
        .formatted(id, problem, id);
  }

  /** How many learnuplets came of it. */
  int data(List<String> ids, String... problems) throws IOException, InterruptedException {
    return post("/data", dataBody(ids, problems)).get("new_learnuplets").intValue();
  }

  static String dataBody(List<String> ids, String... problems) {
    ObjectNode body = JSON.createObjectNode();
    var uuids = body.putArray("uuid");
    ids.forEach(uuids::add);
    var names = body.putArray("problems");
    List.of(problems).forEach(names::add);
    return body.toString();
  }

  static List<String> numbered(String letter, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(number -> letter + number).toList();
  }

  List<JsonNode> learnuplets(String algo) throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    get("/learnuplet?algo=" + algo).get("learnuplets").forEach(all::add);
    return all;
  }

  JsonNode learnuplet(String algo, int rank) throws IOException, InterruptedException {
    return learnuplets(algo).stream()
        .filter(it -> it.get("rank").intValue() == rank)
        .findFirst()
        .orElseThrow();
  }

  /** A worker takes it and reports. */
  void train(String algo, int rank, double perf) throws IOException, InterruptedException {
    String uuid = learnuplet(algo, rank).get("uuid").textValue();
    take(uuid, "worker-1");
    done(uuid, perf);
  }

  void take(String uuid, String worker) throws IOException, InterruptedException {
    call(200, "POST", "/worker/learnuplet/" + uuid, "{\"worker\":\"" + worker + "\"}");
  }

  void done(String uuid, double perf) throws IOException, InterruptedException {
    call(200, "POST", "/learndone/" + uuid, doneBody(perf));
  }

  static String doneBody(double perf) {
    return "{\"status\":\"done\",\"perf\":%s,\"train_perf\":{\"D1\":%s},\"test_perf\":{\"T1\":%s}}"
        .formatted(perf, perf, perf);
  }

  /** What it starts from: the algorithm itself, the end of a rank, or nothing yet. */
  String start(String algo, int rank) throws IOException, InterruptedException {
    JsonNode start = learnuplet(algo, rank).get("model_start");
    if (start.isNull()) {
      return "null";
    }
    return learnuplets(algo).stream()
        .filter(it -> it.get("model_end").equals(start))
        .map(it -> "end(" + it.get("rank") + ")")
        .findFirst()
        .orElse(start.textValue());
  }
}
