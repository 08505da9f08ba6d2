package orchestrator.e2e.graph;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A random graph, and what the rules of docs/graphs.md say of it, node after node, since its edges
 * lead to higher ids only.
 */
record PlainGraph(List<PlainNode> nodes) {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final int SUCCESS = 3;
  static final int FAILURE = 4;
  static final int NOT_RUNNABLE = 5;
  static final int SKIPPED = 12;

  /**
   * Holds a node.
   *
   * @param before the nodes right before it
   * @param failures how often it fails before it succeeds
   */
  record PlainNode(Set<Integer> before, int failures, int retries, String when, boolean mayFail) {
    int ran() {
      return failures > retries ? FAILURE : SUCCESS;
    }

    int tries() {
      return Math.min(failures, retries) + 1;
    }
  }

  static PlainGraph random(Random random) {
    int size = 1 + random.nextInt(9);
    List<PlainNode> nodes = new ArrayList<>();
    for (int id = 0; id < size; id++) {
      Set<Integer> before = new TreeSet<>();
      for (int from = 0; from < id; from++) {
        if (random.nextInt(3) == 0) {
          before.add(from);
        }
      }
      String when = List.of("succeeded", "succeeded", "failed", "ended").get(random.nextInt(4));
      int failures = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
      nodes.add(new PlainNode(before, failures, random.nextInt(3), when, random.nextInt(4) == 0));
    }
    return new PlainGraph(nodes);
  }

  /**
   * The graph as it is sent.
   *
   * @param folder where node N writes a line {@code start N} and {@code end N} with each try
   */
  String gorch(Path folder) {
    ObjectNode graph = JSON.createObjectNode();
    ArrayNode matrix = graph.putArray("digraph");
    ArrayNode sent = graph.putArray("nodes");
    for (int id = 0; id < nodes.size(); id++) {
      PlainNode node = nodes.get(id);
      for (int to = 0; to < nodes.size(); to++) {
        matrix.add(hasEdge(id, to) ? 1 : 0);
      }
      ObjectNode it = sent.addObject();
      it.put("id", id).put("name", "n" + id).put("engine", "shell").put("artifact", "sh");
      it.putArray("args")
          .add("-c")
          .add(
              "echo start %2$d >> %1$s/log; echo x >> %1$s/tries-%2$d; echo end %2$d >> %1$s/log; test $(wc -l < %1$s/tries-%2$d) -gt %3$d"
                  .formatted(folder, id, node.failures()));
      it.put("retries", node.retries()).put("backoff", "10ms").put("when", node.when());
      it.put("continue_on_failure", node.mayFail());
    }
    return graph.toString();
  }

  private boolean hasEdge(int from, int to) {
    return nodes.get(to).before().contains(from);
  }

  /** What each node must come to. */
  int[] states() {
    int[] states = new int[nodes.size()];
    for (int id = 0; id < states.length; id++) {
      PlainNode node = nodes.get(id);
      Set<Integer> before = node.before();
      boolean failed =
          before.stream().anyMatch(it -> states[it] == FAILURE || states[it] == NOT_RUNNABLE);
      boolean stopped =
          before.stream()
              .anyMatch(
                  it ->
                      states[it] == NOT_RUNNABLE
                          || (states[it] == FAILURE && !nodes.get(it).mayFail()));
      boolean skipped = before.stream().anyMatch(it -> states[it] == SKIPPED);
      states[id] =
          switch (node.when()) {
            case "succeeded" -> stopped ? NOT_RUNNABLE : skipped ? SKIPPED : node.ran();
            case "failed" -> failed || before.isEmpty() ? node.ran() : SKIPPED;
            default -> node.ran();
          };
    }
    return states;
  }

  /** What the graph must come to. */
  int state() {
    int[] states = states();
    return IntStream.range(0, states.length)
            .anyMatch(
                id ->
                    states[id] == NOT_RUNNABLE
                        || (states[id] == FAILURE && !nodes.get(id).mayFail()))
        ? FAILURE
        : SUCCESS;
  }

  /** What an entry of the matrix must be at the end. */
  int entry(int from, int to) {
    return hasEdge(from, to) ? states()[from] : 0;
  }
}
