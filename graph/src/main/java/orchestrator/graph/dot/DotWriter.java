package orchestrator.graph.dot;

import static orchestrator.graph.dot.DotTexts.quoted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import orchestrator.graph.gorch.Durations;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.model.StateColours;

/**
 * Writes a graph in DOT as gorch2dot does: a record for each node, of its name, engine, artifact
 * and arguments. More attributes, which Graphviz ignores, tell the rest, so that {@link DotReader}
 * reads the same graph.
 */
public final class DotWriter {
  private final GraphView view;
  private final Graph graph;
  private final Appendable out;

  private DotWriter(GraphView view, Appendable out) {
    this.view = view;
    this.graph = view.gorch().graph();
    this.out = out;
  }

  /** Writes a graph, with the states of its nodes where there are any. */
  public static void write(GraphView view, Appendable out) throws IOException {
    new DotWriter(view, out).write();
  }

  private void write() throws IOException {
    out.append("digraph ");
    out.append(graph.name().isEmpty() ? "" : quoted(graph.name()) + " ").append("{\n");
    out.append("  rankdir=LR;\n");
    if (graph.timeout().isPresent()) {
      String timeout = Durations.format(graph.timeout().get());
      out.append("  timeout=").append(quoted(timeout)).append(";\n");
    }
    Map<Integer, String> ids = ids();
    for (Node node : graph.nodes()) {
      out.append("  ").append(id(ids, node.id())).append(" [");
      out.append(String.join(", ", attributes(node))).append("];\n");
    }
    for (Edge edge : graph.edges()) {
      out.append("  ").append(id(ids, edge.from())).append(" -> ");
      out.append(id(ids, edge.to())).append(";\n");
    }
    out.append("}\n");
  }

  private static String id(Map<Integer, String> ids, int node) {
    return Objects.requireNonNull(ids.get(node));
  }

  /** The names in quotes, as gorch2dot changes them; with the number where one is not the only. */
  private Map<Integer, String> ids() {
    Map<Integer, String> ids = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Node node : graph.nodes()) {
      String name = node.name().replace("-", "_").replace(":", "_Method");
      String id = name.isEmpty() ? "node_" + node.id() : name;
      while (!taken.add(id)) {
        id = id + "_" + node.id();
      }
      ids.put(node.id(), quoted(id));
    }
    return ids;
  }

  private List<String> attributes(Node node) {
    List<String> attributes = new ArrayList<>();
    attributes.add("id=" + quoted(Integer.toString(node.id())));
    attributes.add("shape=record");
    attributes.add("label=" + label(node));
    NodeState state = view.state(node.id());
    if (state != NodeState.INITIAL) {
      attributes.add("style=filled, fillcolor=" + quoted(StateColours.solid(state)));
    }
    attributes.add("name=" + quoted(node.name()));
    add(attributes, DotAttributes.TARGET, node.target());
    add(attributes, DotAttributes.ENGINE, node.engine());
    add(attributes, DotAttributes.ARTIFACT, node.artifact());
    List<String> arguments = view.arguments(node.id());
    add(attributes, DotAttributes.ARGS, arguments.isEmpty() ? "" : DotTexts.json(arguments));
    map(attributes, DotAttributes.OUTPUT, view.outputs(node.id()));
    add(attributes, DotAttributes.GRAPH_ID, node.graphId());
    options(attributes, node.options());
    return attributes;
  }

  private static void options(List<String> attributes, NodeOptions options) {
    NodeOptions usual = NodeOptions.DEFAULT;
    if (options.retries() != usual.retries()) {
      attributes.add(DotAttributes.RETRIES + "=" + options.retries());
    }
    if (!options.backoff().equals(usual.backoff())) {
      add(attributes, DotAttributes.BACKOFF, Durations.format(options.backoff()));
    }
    options
        .timeout()
        .ifPresent(time -> add(attributes, DotAttributes.TIMEOUT, Durations.format(time)));
    if (options.continueOnFailure()) {
      attributes.add(DotAttributes.CONTINUE + "=true");
    }
    if (options.when() != usual.when()) {
      String when = options.when().name().toLowerCase(Locale.ROOT);
      attributes.add(DotAttributes.WHEN + "=" + when);
    }
    if (options.priority() != usual.priority()) {
      attributes.add(DotAttributes.PRIORITY + "=" + options.priority());
    }
    map(attributes, DotAttributes.ENVIRONMENT, options.environment());
  }

  private static void map(List<String> attributes, String name, Map<String, String> texts) {
    add(attributes, name, texts.isEmpty() ? "" : DotTexts.json(texts));
  }

  private static void add(List<String> attributes, String name, String text) {
    if (!text.isEmpty()) {
      attributes.add(name + "=" + quoted(text));
    }
  }

  private String label(Node node) {
    return '"'
        + inRecord(node.name())
        + "|"
        + inRecord(node.effectiveEngine())
        + "|"
        + inRecord(node.artifact())
        + "|["
        + inRecord(String.join(" ", view.arguments(node.id())))
        + "]\"";
  }

  /** In a record, what could be a field or a port has a backslash before it. */
  private static String inRecord(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        escaped.append("\\n");
        continue;
      }
      escaped.append("\\\"{}|<>".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return escaped.toString();
  }
}
