package orchestrator.graph.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import orchestrator.client.spec.LongTexts;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;

/**
 * Writes a node as its task's metadata, where everybody who may see the task can read it, and reads
 * it back. What a node does not say is left out.
 */
final class NodeMetadata {
  static final String ID = "node.id";
  private static final String PLACE = "node.place";

  private NodeMetadata() {}

  /**
   * The metadata.
   *
   * @param place of the node among the nodes that were sent
   */
  static Map<String, String> of(Node node, int place) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(ID, Integer.toString(node.id()));
    if (place != node.id()) {
      metadata.put(PLACE, Integer.toString(place));
    }
    unlessEmpty(metadata, "node.name", node.name());
    unlessEmpty(metadata, "node.target", node.target());
    unlessEmpty(metadata, "node.engine", node.engine());
    unlessEmpty(metadata, "node.artifact", node.artifact());
    unlessEmpty(metadata, "node.graph_id", node.graphId());
    for (int index = 0; index < node.arguments().size(); index++) {
      LongTexts.put(metadata, "node.args." + index, node.arguments().get(index));
    }
    map(metadata, "node.output.", node.outputs());
    options(metadata, node.options());
    return metadata;
  }

  private static void options(Map<String, String> metadata, NodeOptions options) {
    NodeOptions usual = NodeOptions.DEFAULT;
    if (options.retries() != usual.retries()) {
      metadata.put("node.retries", Integer.toString(options.retries()));
    }
    if (!options.backoff().equals(usual.backoff())) {
      metadata.put("node.backoff_ms", Long.toString(options.backoff().toMillis()));
    }
    options
        .timeout()
        .ifPresent(timeout -> metadata.put("node.timeout_ms", Long.toString(timeout.toMillis())));
    if (options.continueOnFailure()) {
      metadata.put("node.continue_on_failure", "true");
    }
    if (options.when() != usual.when()) {
      metadata.put("node.when", options.when().name());
    }
    if (options.priority() != usual.priority()) {
      metadata.put("node.priority", Integer.toString(options.priority()));
    }
    map(metadata, "node.environment.", options.environment());
  }

  private static void unlessEmpty(Map<String, String> metadata, String key, String text) {
    if (!text.isEmpty()) {
      LongTexts.put(metadata, key, text);
    }
  }

  /** Names of any length, so that they are values too. */
  private static void map(Map<String, String> metadata, String prefix, Map<String, String> map) {
    int index = 0;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      LongTexts.put(metadata, prefix + index + ".name", entry.getKey());
      LongTexts.put(metadata, prefix + index + ".value", entry.getValue());
      index++;
    }
  }

  /** The node that a task's metadata tells; empty when it tells none. */
  static Optional<Node> node(Map<String, String> metadata) {
    Optional<Integer> id = number(metadata, ID);
    return id.map(
        number ->
            new Node(
                number,
                text(metadata, "node.name"),
                text(metadata, "node.target"),
                text(metadata, "node.engine"),
                text(metadata, "node.artifact"),
                texts(metadata, "node.args."),
                map(metadata, "node.output."),
                text(metadata, "node.graph_id"),
                options(metadata)));
  }

  /** The node's place among those that were sent. */
  static int place(Map<String, String> metadata) {
    return number(metadata, PLACE).or(() -> number(metadata, ID)).orElse(0);
  }

  private static NodeOptions options(Map<String, String> metadata) {
    NodeOptions usual = NodeOptions.DEFAULT;
    NodeOptions.When when = usual.when();
    for (NodeOptions.When known : NodeOptions.When.values()) {
      when = known.name().equals(metadata.get("node.when")) ? known : when;
    }
    return new NodeOptions(
        number(metadata, "node.retries").orElse(usual.retries()),
        millis(metadata, "node.backoff_ms").orElse(usual.backoff()),
        millis(metadata, "node.timeout_ms"),
        metadata.containsKey("node.continue_on_failure"),
        when,
        number(metadata, "node.priority").orElse(usual.priority()),
        map(metadata, "node.environment."));
  }

  private static String text(Map<String, String> metadata, String key) {
    return LongTexts.get(metadata, key).orElse("");
  }

  private static List<String> texts(Map<String, String> metadata, String prefix) {
    List<String> texts = new ArrayList<>();
    walk(metadata, prefix, "", (index, text) -> texts.add(text));
    return texts;
  }

  private static Map<String, String> map(Map<String, String> metadata, String prefix) {
    Map<String, String> map = new TreeMap<>();
    walk(
        metadata,
        prefix,
        ".name",
        (index, name) -> map.put(name, text(metadata, prefix + index + ".value")));
    return map;
  }

  private static void walk(
      Map<String, String> metadata,
      String prefix,
      String suffix,
      BiConsumer<Integer, String> each) {
    for (int index = 0; ; index++) {
      Optional<String> text = LongTexts.get(metadata, prefix + index + suffix);
      if (text.isEmpty()) {
        return;
      }
      each.accept(index, text.get());
    }
  }

  private static Optional<Integer> number(Map<String, String> metadata, String key) {
    return longNumber(metadata, key).map(Long::intValue);
  }

  static Optional<Duration> millis(Map<String, String> metadata, String key) {
    return longNumber(metadata, key).map(Duration::ofMillis);
  }

  private static Optional<Long> longNumber(Map<String, String> metadata, String key) {
    String text = metadata.get(key);
    if (text == null || !text.matches("-?\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(text));
  }
}
