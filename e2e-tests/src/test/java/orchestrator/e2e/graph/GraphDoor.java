package orchestrator.e2e.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import orchestrator.e2e.harness.Waiting;

/** Calls the graphs of a server, as curl does. */
final class GraphDoor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final Optional<String> token;

  GraphDoor(String address) {
    this(address, Optional.empty());
  }

  /** One that asks who calls. */
  GraphDoor(String address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body));
    token.ifPresent(it -> request.header("authorization", "Bearer " + it));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> sendJson(String path, String body) throws IOException, InterruptedException {
    return sendJson("POST", path, body);
  }

  HttpResponse<String> sendJson(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  JsonNode getJson(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  /** Submits a graph, once there is a runner to take it, and gives its id. */
  String submit(String graph) throws IOException, InterruptedException {
    Waiting waiting = new Waiting(PATIENCE);
    HttpResponse<String> answer = send("POST", "/v1/tasks", graph);
    while (answer.statusCode() == 503 && !waiting.isOver()) {
      waiting.pause();
      answer = send("POST", "/v1/tasks", graph);
    }
    if (answer.statusCode() != 202) {
      throw new AssertionError(answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body()).get("id").textValue();
  }

  JsonNode show(String id) throws IOException, InterruptedException {
    return JSON.readTree(get("/v1/tasks/" + id).body());
  }

  JsonNode list() throws IOException, InterruptedException {
    return JSON.readTree(get("/v1/tasks/").body()).get("tasks");
  }

  /** The graph when it has come to its end. */
  JsonNode ended(String id) throws IOException, InterruptedException {
    return await(id, graph -> graph.path("state").intValue() >= 3);
  }

  /** The graph when it is so. */
  JsonNode await(String id, Predicate<JsonNode> condition)
      throws IOException, InterruptedException {
    Waiting waiting = new Waiting(PATIENCE);
    JsonNode graph = show(id);
    while (!condition.test(graph)) {
      if (waiting.isOver()) {
        throw new AssertionError("the graph stays as it is: " + graph);
      }
      waiting.pause();
      graph = show(id);
    }
    return graph;
  }

  /** The node with a name. */
  static JsonNode node(JsonNode graph, String name) {
    for (JsonNode node : graph.get("nodes")) {
      if (node.path("name").asText().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no node " + name + " in " + graph);
  }
}
