package orchestrator.e2e.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.FreePort;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.Test;

/** A server with its runner and executor is killed at any instant, and started again. */
class GraphKillTest extends OwnServer {
  private static final int ROUNDS = Integer.getInteger("graphKills", 25);
  private static final int NODES = 12;

  @Test
  void everyNodeRunsAtLeastOnceAndNoneAgainThatWasReportedDone() throws Exception {
    long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
    Random random = new Random(seed);
    int port = FreePort.take();
    ServerSettings settings =
        settings()
            .withFlags(
                "--graphs",
                "--graph-listen",
                "127.0.0.1:" + port,
                "--graph-folder",
                folder.resolve("graphs").toString());
    GraphDoor door = new GraphDoor("127.0.0.1:" + port);
    Path marks = Files.createDirectories(folder.resolve("marks"));
    List<String> ids = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = ServerProcess.start(settings)) {
        Path mark = marks.resolve("graph-" + round);
        ids.add(door.submit(graph(random, mark)));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(700));
        Set<String> reported = done(door.show(ids.get(round)));
        List<String> before = lines(mark);
        server.kill();
        for (String node : reported) {
          assertThat(before).as("seed %d: %s was reported", seed, node).contains(node);
        }
        Files.write(marks.resolve("reported-" + round), reported);
        Files.write(marks.resolve("before-" + round), before);
      }
    }
    try (ServerProcess last = ServerProcess.start(settings)) {
      assertThat(last.isAlive()).isTrue();
      for (int round = 0; round < ROUNDS; round++) {
        JsonNode graph = door.ended(ids.get(round));
        assertThat(graph.get("state").intValue()).as("seed %d: %s", seed, graph).isEqualTo(3);
        List<String> ran = lines(marks.resolve("graph-" + round));
        assertThat(new HashSet<>(ran)).as("seed %d, round %d", seed, round).hasSize(NODES);
        List<String> after =
            ran.subList(lines(marks.resolve("before-" + round)).size(), ran.size());
        for (String reported : lines(marks.resolve("reported-" + round))) {
          assertThat(after)
              .as("seed %d, round %d: what was reported done runs again", seed, round)
              .doesNotContain(reported);
        }
      }
    }
  }

  /** Nodes with random edges, each of which writes its name. */
  private static String graph(Random random, Path mark) {
    StringBuilder matrix = new StringBuilder();
    StringBuilder nodes = new StringBuilder();
    for (int from = 0; from < NODES; from++) {
      for (int to = 0; to < NODES; to++) {
        int edge = from < to && random.nextInt(4) == 0 ? 1 : 0;
        matrix.append(matrix.isEmpty() ? "" : ",").append(edge);
      }
      nodes
          .append(from == 0 ? "" : ",")
          .append(
              """
              {"id":%d,"name":"n%d","engine":"shell","artifact":"sh",
               "args":["-c","echo n%d >> %s; sleep 0.0%d"]}
              """
                  .formatted(from, from, from, mark, random.nextInt(10)));
    }
    return "{\"digraph\":[" + matrix + "],\"nodes\":[" + nodes + "]}";
  }

  private static Set<String> done(JsonNode graph) {
    Set<String> done = new HashSet<>();
    for (JsonNode node : graph.path("nodes")) {
      if (node.path("state").intValue() == 3) {
        done.add(node.get("name").textValue());
      }
    }
    return done;
  }

  private static List<String> lines(Path file) throws Exception {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
