package orchestrator.e2e.graph;

import static orchestrator.e2e.graph.GraphDoor.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import orchestrator.e2e.harness.FreePort;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers of a graph server find: paths, statuses, bodies, states. */
class GraphsOverHttpTest extends OwnServer {
  /** Where graphs alone are served. */
  private static String graphs = "";

  private GraphDoor door;
  private GraphDoor beside;

  @BeforeEach
  void aServer() throws Exception {
    ServerProcess server = shared(ServerProcess.class, GraphsOverHttpTest::start);
    door = new GraphDoor(graphs);
    beside = new GraphDoor(server.pages());
  }

  private static ServerProcess start() throws Exception {
    graphs = "127.0.0.1:" + FreePort.take();
    ServerProcess server =
        ServerProcess.start(
            ServerSettings.on(classFolder.resolve("data"))
                .withFlags(
                    "--graphs",
                    "--graph-listen",
                    graphs,
                    "--graph-folder",
                    classFolder.resolve("graphs").toString()));
    new GraphDoor(graphs).submit("{}");
    return server;
  }

  private static String chain(String... nodes) {
    int size = nodes.length;
    StringBuilder matrix = new StringBuilder();
    for (int entry = 0; entry < size * size; entry++) {
      matrix.append(entry == 0 ? "" : ",").append(entry / size + 1 == entry % size ? 1 : 0);
    }
    return "{\"name\":\"chain\",\"digraph\":["
        + matrix
        + "],\"nodes\":["
        + String.join(",", nodes)
        + "]}";
  }

  private static String shell(int id, String name, String script) {
    return "{\"id\":%d,\"name\":\"%s\",\"engine\":\"shell\",\"artifact\":\"sh\",\"args\":[\"-c\",\"%s\"]}"
        .formatted(id, name, script);
  }

  @Test
  void theRootSaysWelcomeAndOtherPathsAreNotFound() throws Exception {
    HttpResponse<String> welcome = door.get("/");

    assertThat(welcome.statusCode()).isEqualTo(200);
    assertThat(welcome.body()).isEqualTo("Welcome!\n");
    assertThat(welcome.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    for (String method : List.of("PUT", "PATCH")) {
      HttpResponse<String> wrong = door.send(method, "/v1/tasks", "");
      assertThat(wrong.statusCode()).isEqualTo(404);
      assertThat(wrong.body()).isEqualTo("404 page not found\n");
    }
    assertThat(door.get("/v2").statusCode()).isEqualTo(404);
  }

  @Test
  void aGraphIsAcceptedWithAnIdThatIsAUuidWithoutDashes() throws Exception {
    HttpResponse<String> accepted = door.send("POST", "/v1/tasks", "{\"name\":\"empty\"}");

    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.body())
        .matches("\\{\"id\":\"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}\"}\n");
    assertThat(accepted.headers().firstValue("content-type"))
        .contains("application/json; charset=UTF-8");
    assertThat(accepted.headers().firstValue("location")).isEmpty();
  }

  @Test
  void aGraphOfNothingHasSucceededAtOnce() throws Exception {
    assertThat(door.show(door.submit("{}")).toString())
        .isEqualTo("{\"state\":3,\"digraph\":null,\"nodes\":null}");
  }

  @Test
  void wrongJsonIsRefusedWithTheBytesThatWereRead() throws Exception {
    HttpResponse<String> refused = door.send("POST", "/v1/tasks", "{bad");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"code\":400").contains("\"Offset\":2");
  }

  @Test
  void aCircleIsRefusedWithItsNodesAndNothingIsListed() throws Exception {
    int before = door.list().size();
    HttpResponse<String> refused =
        door.send(
            "POST",
            "/v1/tasks/",
            "{\"digraph\":[0,1,1,0],\"nodes\":[{\"name\":\"hen\"},{\"id\":1,\"name\":\"egg\"}]}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("hen, egg");
    assertThat(door.list()).hasSize(before);
  }

  @Test
  void outputsOfANodeAreArgumentsOfAnother() throws Exception {
    JsonNode graph =
        door.ended(
            door.submit(
                chain(
                    "{\"name\":\"draw\",\"engine\":\"sleep\",\"artifact\":\"d\"}",
                    "{\"id\":1,\"name\":\"print\",\"engine\":\"shell\",\"artifact\":\"echo\",\"args\":"
                        + "[\"n=get_attribute draw:result\",\"x=get_attribute draw:no\",\"y=get_attribute z:r\"]}",
                    "{\"id\":2,\"name\":\"close\"}")));

    assertThat(graph.get("state").intValue()).isEqualTo(3);
    assertThat(graph.get("digraph").toString()).isEqualTo("[0,3,0,0,0,3,0,0,0]");
    assertThat(node(graph, "print").get("args").get(0).textValue()).matches("n=draw_\\d+");
    assertThat(node(graph, "print").get("args").get(1).textValue()).isEqualTo("x=");
    assertThat(node(graph, "print").get("args").get(2).textValue())
        .isEqualTo("y=get_attribute z:r");
    assertThat(node(graph, "close").get("engine").textValue()).isEqualTo("nil");
  }

  @Test
  void aFailureSpreadsToDescendantsAndOtherBranchesGoOn() throws Exception {
    JsonNode graph =
        door.ended(
            door.submit(
                "{\"digraph\":[0,1,0,0, 0,0,1,0, 0,0,0,0, 0,0,0,0],\"nodes\":["
                    + shell(0, "bad", "exit 3")
                    + ",{\"id\":1,\"name\":\"child\"},{\"id\":2,\"name\":\"grandchild\"},"
                    + shell(3, "other", "true")
                    + "]}"));

    assertThat(graph.get("state").intValue()).isEqualTo(4);
    assertThat(node(graph, "bad").get("state").intValue()).isEqualTo(4);
    assertThat(node(graph, "child").get("state").intValue()).isEqualTo(5);
    assertThat(node(graph, "grandchild").get("state").intValue()).isEqualTo(5);
    assertThat(node(graph, "other").get("state").intValue()).isEqualTo(3);
  }

  @Test
  void anUnknownEngineAndABadExpressionFailAtOnce() throws Exception {
    JsonNode graph =
        door.ended(
            door.submit(
                "{\"digraph\":[0,0,0,0],\"nodes\":[{\"name\":\"a\",\"engine\":\"no\",\"artifact\":\"x\"},"
                    + "{\"id\":1,\"name\":\"b\",\"engine\":\"shell\",\"artifact\":\"echo\","
                    + "\"args\":[\"x=get_attribute (:y\"]}]}"));

    assertThat(node(graph, "a").get("state").intValue()).isEqualTo(4);
    assertThat(node(graph, "b").get("state").intValue()).isEqualTo(4);
  }

  @Test
  void aNodeIsTriedAgainAndACleanupRunsAfterAFailureOnly() throws Exception {
    Path tries = folder.resolve("tries");
    JsonNode graph =
        door.ended(
            door.submit(
                "{\"digraph\":[0,1,0, 0,0,0, 0,0,0],\"nodes\":[{\"name\":\"flaky\",\"engine\":\"shell\","
                    + "\"artifact\":\"sh\",\"args\":[\"-c\",\"echo x >> "
                    + tries
                    + "; test $(wc -l < "
                    + tries
                    + ") -ge 3\"],\"retries\":5,\"backoff\":\"10ms\"},"
                    + "{\"id\":1,\"name\":\"cleanup\",\"when\":\"failed\"},"
                    + "{\"id\":2,\"name\":\"free\"}]}"));

    assertThat(graph.get("state").intValue()).isEqualTo(3);
    assertThat(node(graph, "flaky").get("tries").intValue()).isEqualTo(3);
    assertThat(node(graph, "cleanup").get("state").intValue()).isEqualTo(12);
  }

  @Test
  void aCleanupRunsWhenANodeHasFailed() throws Exception {
    JsonNode graph =
        door.ended(
            door.submit(
                chain(
                    shell(0, "bad", "false"),
                    "{\"id\":1,\"name\":\"cleanup\",\"when\":\"failed\"}")));

    assertThat(graph.get("state").intValue()).isEqualTo(4);
    assertThat(node(graph, "cleanup").get("state").intValue()).isEqualTo(3);
  }

  @Test
  void theViewersAddressesShowAGraphAndItsPicture() throws Exception {
    String id = door.submit(chain("{\"name\":\"<b>\"}", "{\"id\":1,\"engine\":\"sleep\"}"));
    door.ended(id);

    for (GraphDoor each : List.of(door, beside)) {
      HttpResponse<String> picture = each.get("/graph/" + id + ".svg");
      assertThat(each.get("/graph/" + id + ".json").body())
          .isEqualTo(each.get("/v1/tasks/" + id).body());
      assertThat(picture.headers().firstValue("content-type"))
          .contains("image/svg+xml; charset=UTF-8");
      assertThat(picture.headers().firstValue("content-security-policy"))
          .contains("default-src 'none'");
      assertThat(picture.body()).startsWith("<svg ").contains("&lt;b&gt;").doesNotContain("<b>");
      assertThat(each.get("/graph/" + "0".repeat(32) + ".json").statusCode()).isEqualTo(404);
      assertThat(each.get("/graph/" + id + ".png").statusCode()).isEqualTo(404);
    }
    assertThat(beside.get("/" + id).body()).contains("<div id=\"app\">");
  }

  @Test
  void aGraphIsCheckedWithoutBeingRun() throws Exception {
    int before = door.list().size();

    assertThat(door.send("POST", "/v1/graphs:check", "digraph x { a -> b }").body())
        .contains("\"format\":\"dot\"", "\"nodes\":2", "\"faults\":[]");
    assertThat(door.send("POST", "/v1/graphs:check", "digraph x {\n a -> \n}").body())
        .contains("\"line\":3");
    assertThat(door.list()).hasSize(before);
  }

  @Test
  void deletingStopsWhatRunsAndTheGraphIsGone() throws Exception {
    Path mark = folder.resolve("mark");
    String id = door.submit(chain(shell(0, "long", "echo $$ > " + mark + "; sleep 600")));
    door.await(id, graph -> Files.exists(mark) && !contentOf(mark).isEmpty());

    HttpResponse<String> deleted = door.send("DELETE", "/v1/tasks/" + id, "");

    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(deleted.body()).isEmpty();
    assertThat(deleted.headers().firstValue("content-length")).contains("0");
    long process = Long.parseLong(contentOf(mark).strip());
    ProcessHandle.of(process).ifPresent(shell -> shell.onExit().join());
    HttpResponse<String> gone = door.get("/v1/tasks/" + id);
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).isEqualTo("{\"code\":404,\"message\":\"Not Found\"}\n");
    assertThat(door.send("DELETE", "/v1/tasks/" + id, "").statusCode()).isEqualTo(404);
    assertThat(door.list().toString()).doesNotContain(id);
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return "";
    }
  }

  @Test
  void aGraphThatTakesTooLongTimesOutAndItsWorkIsStopped() throws Exception {
    String graph =
        chain(shell(0, "long", "sleep 600"), "{\"id\":1,\"name\":\"next\"}")
            .replace("{\"name\":\"chain\"", "{\"timeout\":\"300ms\",\"name\":\"chain\"");

    JsonNode ended = door.ended(door.submit(graph));

    assertThat(ended.get("state").intValue()).isEqualTo(10);
    assertThat(node(ended, "next").get("state").intValue()).isEqualTo(1);
    assertThat(node(ended, "long").get("state").intValue()).isEqualTo(11);
  }

  @Test
  void theListTellsNamesOfStatesAndRealTimes() throws Exception {
    Instant before = Instant.now().minusMillis(5);
    String id = door.submit(chain("{\"name\":\"a\"}"));
    door.ended(id);

    for (JsonNode task : door.list()) {
      if (task.get("id").textValue().equals(id)) {
        assertThat(task.get("name").textValue()).isEqualTo("chain");
        assertThat(task.get("state").textValue()).isEqualTo("success");
        assertThat(Instant.parse(task.get("start_date").textValue())).isAfter(before);
        assertThat(Instant.parse(task.get("stop_date").textValue()))
            .isAfterOrEqualTo(Instant.parse(task.get("start_date").textValue()));
        return;
      }
    }
    throw new AssertionError("the graph is not listed");
  }

  @Test
  void theSameIsServedBesideTheApiAndTheDocumentsToo() throws Exception {
    String id = beside.submit(chain("{\"name\":\"a\"}"));

    assertThat(beside.ended(id).get("state").intValue()).isEqualTo(3);
    assertThat(door.show(id)).isEqualTo(beside.show(id));
    for (GraphDoor each : List.of(door, beside)) {
      assertThat(each.get("/apidocs/").body()).contains("swagger-ui");
      assertThat(each.get("/apidocs/swagger.yaml").body()).contains("OaaS API");
    }
  }

  @Test
  void thePlanIsSeenByTheApiAndItsCancellationStopsTheGraph() throws Exception {
    String id = door.submit(chain(shell(0, "long", "sleep 600")));
    String key = id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    door.await(id, graph -> node(graph, "long").path("state").intValue() == 2);
    String asking = "?organization=MyOrg1MSP&channel=mychannel";

    assertThat(beside.get("/api/v1/plans/" + key + asking).body()).contains("\"name\":\"chain\"");
    HttpResponse<String> canceled =
        beside.sendJson(
            "/api/v1/plans/" + key + ":apply" + asking, "{\"action\":\"PLAN_ACTION_CANCELED\"}");

    assertThat(canceled.statusCode()).isEqualTo(200);
    assertThat(door.ended(id).get("state").intValue()).isEqualTo(11);
  }
}
