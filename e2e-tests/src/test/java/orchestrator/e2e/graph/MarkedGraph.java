package orchestrator.e2e.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A graph whose nodes write their names into a file, so that a test sees what has run. */
final class MarkedGraph {
  private static final int NODES = 12;

  private final GraphDoor door;
  private final Path mark;
  private final String id;
  private Set<String> reported = Set.of();
  private List<String> before = List.of();

  private MarkedGraph(GraphDoor door, Path mark, String id) {
    this.door = door;
    this.mark = mark;
    this.id = id;
  }

  /** Submits one with random edges. */
  static MarkedGraph submit(GraphDoor door, Path mark, Random random) throws Exception {
    return new MarkedGraph(door, mark, door.submit(graph(random, mark)));
  }

  /** Remembers what is reported done, and what has run by now. */
  void look() throws Exception {
    reported = done(door.show(id));
    before = lines();
    assertThat(before).as("what was reported done has run").containsAll(reported);
  }

  /** Holds when the graph comes to its end, and nothing ran again that was reported. */
  void endsWell(GraphDoor last, String how) throws Exception {
    JsonNode graph = last.ended(id);
    assertThat(graph.get("state").intValue()).as("%s: %s", how, graph).isEqualTo(3);
    List<String> ran = lines();
    assertThat(new HashSet<>(ran)).as(how).hasSize(NODES);
    assertThat(ran.subList(before.size(), ran.size()))
        .as("%s: what was reported done and runs again", how)
        .filteredOn(reported::contains)
        .isEmpty();
  }

  private List<String> lines() throws IOException {
    return Files.exists(mark) ? Files.readAllLines(mark) : List.of();
  }

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
}
