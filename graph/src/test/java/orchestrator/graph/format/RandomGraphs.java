package orchestrator.graph.format;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;

/** Makes graphs by chance, with texts that formats could stumble over. */
final class RandomGraphs {
  private static final List<String> PARTS =
      List.of(
          "a",
          "B",
          "7",
          " ",
          "-",
          ":",
          "\"",
          "\\",
          "\\n",
          "\n",
          "\r\n",
          "\t",
          "{",
          "}",
          "[",
          "]",
          "|",
          "<",
          ">",
          "&",
          "'",
          "=",
          "get_attribute x:y",
          "é",
          "語",
          "😀",
          "#",
          "//",
          ";",
          "%",
          "\u0007",
          "\u2028",
          "\\\"",
          "]]>");

  private final Random random;

  RandomGraphs(long seed) {
    random = new Random(seed);
  }

  Graph next() {
    int size = random.nextInt(12);
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < size; id++) {
      ids.add(id);
    }
    Collections.shuffle(ids, random);
    List<Node> nodes = new ArrayList<>();
    ids.forEach(id -> nodes.add(node(id)));
    List<Edge> edges = new ArrayList<>();
    Collections.shuffle(ids, random);
    for (int to = 0; to < size; to++) {
      for (int from = 0; from < to; from++) {
        if (random.nextInt(3) == 0) {
          edges.add(new Edge(ids.get(from), ids.get(to)));
        }
      }
    }
    return new Graph(text(), nodes, edges, duration());
  }

  private Node node(int id) {
    NodeOptions options =
        random.nextBoolean()
            ? NodeOptions.DEFAULT
            : new NodeOptions(
                random.nextInt(1_001),
                duration().orElse(Duration.ofSeconds(1)),
                duration(),
                random.nextBoolean(),
                List.of(NodeOptions.When.values()).get(random.nextInt(3)),
                random.nextInt(2_000_001) - 1_000_000,
                map());
    List<String> arguments = new ArrayList<>();
    while (random.nextBoolean()) {
      arguments.add(text());
    }
    // An answer shows nil where neither engine nor artifact is named, so a graph is read back so.
    String artifact = text();
    String engine = artifact.isEmpty() ? "nil" : text();
    return new Node(id, text(), text(), engine, artifact, arguments, map(), text(), options);
  }

  private Map<String, String> map() {
    Map<String, String> map = new TreeMap<>();
    while (random.nextBoolean()) {
      map.put(text(), text());
    }
    return map;
  }

  private Optional<Duration> duration() {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(random.nextInt(10_000_000)));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    while (random.nextInt(3) > 0) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }
}
