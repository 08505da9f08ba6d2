package orchestrator.graph.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import orchestrator.graph.gorch.GorchReader;
import orchestrator.http.Door;
import orchestrator.http.DoorServices;
import orchestrator.http.DoorSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A graph is checked over HTTP before anything runs; there is no runner here at all. */
class CheckServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static Optional<Door> door = Optional.empty();

  @BeforeAll
  static void openADoor() throws Exception {
    GraphServices graphs =
        new GraphServices(new DoorServices.Identity("One", "channel"), Optional::empty);
    door =
        Optional.of(
            Door.open(
                new DoorSettings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new DoorSettings.ByName(Map.of()),
                    Optional.empty(),
                    Set.of(),
                    Set.of(),
                    Map.of(),
                    1 << 20,
                    100,
                    Duration.ZERO,
                    Duration.ZERO),
                Optional.empty(),
                graphs.besideTheApi()));
  }

  @AfterAll
  static void close() {
    door.ifPresent(Door::close);
  }

  private static HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + door.orElseThrow().address().getPort() + path));
  }

  private static HttpResponse<String> post(String query, String body) throws Exception {
    return HTTP.send(
        at("/v1/graphs:check" + query).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static JsonNode check(String body) throws Exception {
    HttpResponse<String> answer = post("", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** The faults, each as {@code LINE:COLUMN PLACE: MESSAGE}. */
  private static List<String> faults(String body) throws Exception {
    JsonNode answer = check(body);
    assertThat(answer.has("gorch")).isFalse();
    List<String> faults = new ArrayList<>();
    answer
        .get("faults")
        .forEach(
            fault ->
                faults.add(
                    "%d:%d %s: %s"
                        .formatted(
                            fault.path("line").asInt(),
                            fault.path("column").asInt(),
                            fault.path("place").asText(),
                            fault.get("message").asText())));
    return faults;
  }

  @Test
  void aGorchThatIsFineComesBackAsItCanBeSubmitted() throws Exception {
    JsonNode answer =
        check(
            """
            {"name": "chain", "digraph": [0, 1, 0, 0],
             "nodes": [{"id": 0, "engine": "sleep"}, {"id": 1, "engine": "sleep"}]}
            """);

    assertThat(answer.get("format").asText()).isEqualTo("gorch");
    assertThat(answer.get("name").asText()).isEqualTo("chain");
    assertThat(answer.get("nodes").asInt()).isEqualTo(2);
    assertThat(answer.get("edges").asInt()).isEqualTo(1);
    assertThat(answer.get("faults")).isEmpty();
    assertThat(GorchReader.read(JSON.writeValueAsBytes(answer.get("gorch"))).graph().edges())
        .hasSize(1);
  }

  @Test
  void otherFormatsBecomeAGorch() throws Exception {
    JsonNode dot = check("digraph night { a -> b; b -> c }");
    JsonNode tosca =
        check(
            """
            tosca_definitions_version: tosca_simple_yaml_1_0
            topology_template:
              node_templates:
                machine:
                  type: tosca.nodes.Compute
                shop:
                  type: tosca.nodes.WebApplication
                  requirements:
                    - host: machine
            """);

    assertThat(dot.get("format").asText()).isEqualTo("dot");
    assertThat(GorchReader.read(JSON.writeValueAsBytes(dot.get("gorch"))).graph().edges())
        .hasSize(2);
    assertThat(tosca.get("format").asText()).isEqualTo("tosca");
    assertThat(GorchReader.read(JSON.writeValueAsBytes(tosca.get("gorch"))).graph().nodes())
        .hasSize(2);
  }

  @Test
  void aFaultInAFieldOfAGorchIsAtItsLine() throws Exception {
    assertThat(
            faults(
                """
                {"name": "x", "edges": [],
                 "nodes": [
                   {"id": 0, "engine": "sleep"},
                   {"id": 1,
                    "Timeout": "soon"}
                 ]}
                """))
        .singleElement()
        .asString()
        .startsWith("5:5 nodes[1].timeout: this is a time");
    assertThat(faults("{\"nodes\": [{\"id\": 0}, {\"id\": 1}],\n \"edges\": [[0, 1], [1, 0]]}"))
        .containsExactly("2:2 edges: these nodes wait for one another: node 0, node 1");
  }

  @Test
  void whatIsNoJsonIsAtItsLine() throws Exception {
    assertThat(faults("{\"name\": \"x\",\n \"nodes\": [{\"id\": 0 \"name\"}]}"))
        .singleElement()
        .asString()
        .startsWith("2:")
        .contains("this is not JSON");
  }

  @Test
  void faultsOfOtherFormatsAreAtTheirLines() throws Exception {
    assertThat(faults("digraph x {\n a -> b\n b [engine=\n}"))
        .singleElement()
        .asString()
        .startsWith("4:");
    assertThat(
            faults(
                """
                tosca_definitions_version: tosca_simple_yaml_1_0
                topology_template:
                  node_templates:
                    a: {type: x, properties: 7}
                """))
        .singleElement()
        .asString()
        .startsWith("4:")
        .contains("properties must be a map");
  }

  @Test
  void whatIsNoGraphAtAllIsToldSo() throws Exception {
    for (String body : List.of("", "hello", "[]", "\u0000\u0001")) {
      assertThat(faults(body)).as(body).isNotEmpty();
    }
  }

  @Test
  void aFormatMayBeNamed() throws Exception {
    assertThat(post("?format=nothing", "").statusCode()).isEqualTo(400);
    assertThat(post("?format=svg", "").statusCode()).as("is only written").isEqualTo(400);
    assertThat(post("?format=dot", "{}").body()).contains("\"format\":\"dot\"");
    assertThat(post("?name=" + "x".repeat(300), "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void nothingIsFetchedForAnImport() throws Exception {
    int port = door.orElseThrow().address().getPort();
    assertThat(
            faults(
                """
                tosca_definitions_version: tosca_simple_yaml_1_0
                imports: ["http://127.0.0.1:%d/secret.yaml", "/etc/passwd"]
                topology_template: {node_templates: {a: {type: x}}}
                """
                    .formatted(port)))
        .hasSize(2)
        .allSatisfy(fault -> assertThat(fault).startsWith("2:"));
  }

  @Test
  void manyAtATimeAreTurnedAwayNotQueued() throws Exception {
    StringBuilder large = new StringBuilder("digraph x {\n");
    for (int i = 0; i < 20_000; i++) {
      large.append("a").append(i).append(" -> a").append(i + 1).append("\n");
    }
    String body = large.append("}").toString();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(
          HTTP.sendAsync(
              at("/v1/graphs:check").POST(BodyPublishers.ofString(body)).build(),
              BodyHandlers.ofString()));
    }

    List<Integer> statuses = answers.stream().map(it -> it.join().statusCode()).toList();

    assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 429);
    assertThat(post("", "digraph x { a -> b }").statusCode()).as("afterwards").isEqualTo(200);
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    assertThat(post("", "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
  }

  @Test
  void onlyPostChecks() throws Exception {
    assertThat(HTTP.send(at("/v1/graphs:check").build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void theViewerIsForTheOwnerOfTheGraphs() throws Exception {
    String graph = "/graph/6f2d0e4c3d554c3f8c1d2b8f0a6f7e01";
    HttpRequest of = at(graph + ".json?organization=Two&channel=channel").build();

    assertThat(HTTP.send(of, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(HTTP.send(at(graph + ".json").build(), BodyHandlers.ofString()).statusCode())
        .as("there is no runner yet")
        .isEqualTo(503);
    assertThat(HTTP.send(at(graph + ".png").build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }
}
