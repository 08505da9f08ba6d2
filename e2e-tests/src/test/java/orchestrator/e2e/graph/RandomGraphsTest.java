package orchestrator.e2e.graph;

import static orchestrator.e2e.graph.PlainGraph.FAILURE;
import static orchestrator.e2e.graph.PlainGraph.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import org.junit.jupiter.api.Test;

/** Random graphs with failures, retries and conditions come to what a plain model says. */
class RandomGraphsTest extends OwnServer {
  private static final int GRAPHS = Integer.getInteger("randomGraphs", 60);

  private final long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());

  @Test
  void statesTriesMatrixAndOrderAreTheModels() throws Exception {
    ServerProcess server =
        start(
            settings()
                .withFlags("--graphs", "--graph-folder", folder.resolve("graphs").toString()));
    GraphDoor door = new GraphDoor(server.pages());
    Random random = new Random(seed);
    List<PlainGraph> graphs = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < GRAPHS; number++) {
      PlainGraph graph = PlainGraph.random(random);
      graphs.add(graph);
      ids.add(door.submit(graph.gorch(Files.createDirectory(marks(number)))));
    }

    for (int number = 0; number < GRAPHS; number++) {
      String which = "seed %d, graph %d".formatted(seed, number);
      hold(graphs.get(number), door.ended(ids.get(number)), which);
      holdOrder(graphs.get(number), marks(number).resolve("log"), which);
    }
  }

  private Path marks(int number) {
    return folder.resolve("marks-" + number);
  }

  private static void hold(PlainGraph model, JsonNode graph, String which) {
    int size = model.nodes().size();
    int[] states = model.states();
    assertThat(graph.get("state").intValue()).as(which).isEqualTo(model.state());
    for (int id = 0; id < size; id++) {
      JsonNode node = GraphDoor.node(graph, "n" + id);
      assertThat(node.get("state").intValue()).as("%s, node %d", which, id).isEqualTo(states[id]);
      boolean ran = states[id] == SUCCESS || states[id] == FAILURE;
      int tries = ran ? model.nodes().get(id).tries() : 1;
      assertThat(node.path("tries").asInt(1)).as("%s, node %d", which, id).isEqualTo(tries);
      for (int to = 0; to < size; to++) {
        assertThat(graph.get("digraph").get(id * size + to).intValue())
            .as("%s, edge %d to %d", which, id, to)
            .isEqualTo(model.entry(id, to));
      }
    }
  }

  /** Each try is in the log once, and none began before what comes before it had ended. */
  private static void holdOrder(PlainGraph model, Path file, String which) throws Exception {
    List<String> log = Files.exists(file) ? Files.readAllLines(file) : List.of();
    int[] states = model.states();
    for (int id = 0; id < states.length; id++) {
      boolean ran = states[id] == SUCCESS || states[id] == FAILURE;
      assertThat(log.stream().filter(("start " + id)::equals).count())
          .as("%s, tries of node %d", which, id)
          .isEqualTo(ran ? model.nodes().get(id).tries() : 0);
      if (ran) {
        for (int before : model.nodes().get(id).before()) {
          assertThat(log.indexOf("start " + id))
              .as("%s, node %d after node %d", which, id, before)
              .isGreaterThan(log.lastIndexOf("end " + before));
        }
      }
    }
  }
}
