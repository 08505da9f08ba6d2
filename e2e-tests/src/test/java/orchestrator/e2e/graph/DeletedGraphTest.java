package orchestrator.e2e.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import org.junit.jupiter.api.Test;

/** A graph that is being deleted when its server is killed stays deleted. */
class DeletedGraphTest extends OwnServer {
  private static final String CALLER = "?organization=MyOrg1MSP&channel=mychannel";

  @Test
  void whatRanOfAFailedGraphDoesNotRunAgainWhenItsDeletionWasCutOff() throws Exception {
    ServerSettings withGraphs =
        settings().withFlags("--graphs", "--graph-folder", folder.resolve("graphs").toString());
    Path mark = folder.resolve("mark");
    String id;
    try (ServerProcess server = ServerProcess.start(withGraphs)) {
      GraphDoor door = new GraphDoor(server.pages());
      id =
          door.submit(
              """
              {"edges":[],"nodes":[
               {"id":0,"name":"long","engine":"shell","artifact":"sh",
                "args":["-c","echo ran >> %s; sleep 600"]},
               {"id":1,"name":"bad","engine":"shell","artifact":"false"}]}
              """
                  .formatted(mark));
      door.await(id, graph -> GraphDoor.node(graph, "bad").path("state").intValue() == 4);
      door.await(id, graph -> Files.exists(mark));
      server.kill();
    }
    String plan = id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    try (ServerProcess server = ServerProcess.start(settings())) {
      int status =
          new GraphDoor(server.pages())
              .sendJson("PATCH", "/api/v1/plans/" + plan + CALLER, "{\"name\": \"deleted: graph\"}")
              .statusCode();
      assertThat(status).isEqualTo(200);
    }

    GraphDoor door = new GraphDoor(start(withGraphs).pages());

    awaitTask(door, plan, "STATUS_CANCELED");
    assertThat(Files.readAllLines(mark)).hasSize(1);
    assertThat(door.get("/v1/tasks/" + id).statusCode()).isEqualTo(404);
  }

  private static void awaitTask(GraphDoor door, String plan, String status) throws Exception {
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    String tasks = "/api/v1/tasks" + CALLER + "&filter.compute_plan_key=" + plan;
    JsonNode found = door.getJson(tasks);
    while (!found.findValuesAsText("status").contains(status)) {
      if (waiting.isOver()) {
        throw new AssertionError("no task of the plan is " + status + ": " + found);
      }
      waiting.pause();
      found = door.getJson(tasks);
    }
  }
}
