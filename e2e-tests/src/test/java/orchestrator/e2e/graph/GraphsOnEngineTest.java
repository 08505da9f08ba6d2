package orchestrator.e2e.graph;

import static orchestrator.e2e.graph.GraphDoor.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import orchestrator.e2e.harness.Engine;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main paths of graphs, on the engine of this run. */
class GraphsOnEngineTest {
  @TempDir private Path folder;

  private static String shell(int id, String name, String script) {
    return """
        {"id":%d,"name":"%s","engine":"shell","artifact":"sh","args":["-c","%s"],"output":{"v":""}}
        """
        .formatted(id, name, script);
  }

  private static List<String> lines(Path file) throws Exception {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void graphsRunFailAreDeletedAndOutliveTheirServer() throws Exception {
    try (Engine engine = Engine.ofThisRun()) {
      ServerSettings settings =
          engine
              .settings(folder.resolve("data"))
              .withFlags("--graphs", "--graph-folder", folder.resolve("graphs").toString());
      Path mark = folder.resolve("mark");
      String left;
      try (ServerProcess server = ServerProcess.start(settings)) {
        GraphDoor door = new GraphDoor(server.pages());
        valuesTravelAndFailuresSpread(door);
        deletedIsGone(door);
        left = door.submit(chain(mark));
        Waiting waiting = new Waiting(Duration.ofMinutes(1));
        while (lines(mark).size() < 2 && !waiting.isOver()) {
          waiting.pause();
        }
        server.kill();
      }
      try (ServerProcess server = ServerProcess.start(settings)) {
        JsonNode graph = new GraphDoor(server.pages()).ended(left);
        assertThat(graph.get("state").intValue()).isEqualTo(3);
        assertThat(new HashSet<>(lines(mark))).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
      }
    }
  }

  private static void valuesTravelAndFailuresSpread(GraphDoor door) throws Exception {
    JsonNode graph =
        door.ended(
            door.submit(
                "{\"edges\":[[0,1],[2,3],[3,4]],\"nodes\":["
                    + shell(0, "from", "echo v=7")
                    + ",{\"id\":1,\"name\":\"to\",\"engine\":\"shell\",\"artifact\":\"true\","
                    + "\"args\":[\"x=get_attribute from:v\"]},"
                    + shell(2, "bad", "exit 1")
                    + ",{\"id\":3,\"name\":\"never\"},{\"id\":4,\"name\":\"cleanup\",\"when\":\"failed\"}]}"));

    assertThat(graph.get("state").intValue()).isEqualTo(4);
    assertThat(node(graph, "to").get("args").get(0).textValue()).isEqualTo("x=7");
    assertThat(node(graph, "never").get("state").intValue()).isEqualTo(5);
    assertThat(node(graph, "cleanup").get("state").intValue()).isEqualTo(3);
  }

  private static void deletedIsGone(GraphDoor door) throws Exception {
    String id = door.submit("{\"digraph\":[0],\"nodes\":[" + shell(0, "long", "sleep 600") + "]}");
    door.await(id, graph -> node(graph, "long").path("state").intValue() == 2);

    assertThat(door.send("DELETE", "/v1/tasks/" + id, "").statusCode()).isEqualTo(200);
    assertThat(door.get("/v1/tasks/" + id).statusCode()).isEqualTo(404);
  }

  private static String chain(Path mark) {
    StringBuilder edges = new StringBuilder();
    StringBuilder nodes = new StringBuilder();
    for (int id = 0; id < 5; id++) {
      edges.append(id == 0 ? "" : id == 1 ? "[0,1]" : ",[%d,%d]".formatted(id - 1, id));
      nodes.append(id == 0 ? "" : ",");
      nodes.append(shell(id, "n" + id, "echo %d >> %s; sleep 0.2".formatted(id, mark)));
    }
    return "{\"edges\":[" + edges + "],\"nodes\":[" + nodes + "]}";
  }
}
