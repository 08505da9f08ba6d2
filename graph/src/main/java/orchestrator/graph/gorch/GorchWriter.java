package orchestrator.graph.gorch;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.model.Topology;

/** Writes a graph as a gorch, row after row, so that a matrix of any size needs no memory. */
public final class GorchWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final GraphView view;
  private final Graph graph;

  private GorchWriter(GraphView view) {
    this.view = view;
    this.graph = view.gorch().graph();
  }

  /**
   * Writes a graph and a newline.
   *
   * @param out stays open
   */
  public static void write(GraphView view, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      new GorchWriter(view).graph(json);
      json.writeRaw('\n');
    }
  }

  /**
   * Writes a graph that was not sent yet, indented, and a newline.
   *
   * @param out stays open
   */
  public static void writeIndented(Graph graph, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      new GorchWriter(new UnsentView(graph)).graph(json);
      json.writeRaw('\n');
    }
  }

  private void graph(JsonGenerator json) throws IOException {
    json.writeStartObject();
    unlessEmpty(json, "name", graph.name());
    json.writeNumberField("state", view.state().number());
    json.writeFieldName("digraph");
    if (view.gorch().hasMatrix()) {
      matrix(json);
    } else {
      json.writeNull();
    }
    if (!view.gorch().hasMatrix() && !graph.edges().isEmpty()) {
      edges(json);
    }
    json.writeFieldName("nodes");
    if (view.gorch().hasNodes()) {
      json.writeStartArray();
      for (Node node : graph.nodes()) {
        node(json, node);
      }
      json.writeEndArray();
    } else {
      json.writeNull();
    }
    if (graph.timeout().isPresent()) {
      json.writeStringField("timeout", Durations.format(graph.timeout().get()));
    }
    json.writeEndObject();
  }

  /** An edge shows the state of the node that it comes from, once that has started. */
  private void matrix(JsonGenerator json) throws IOException {
    Topology topology = Topology.of(graph);
    int size = topology.size();
    int[] row = new int[size];
    json.writeStartArray();
    for (int id = 0; id < size; id++) {
      int[] successors = topology.successors(id);
      int mark = Math.max(1, view.state(id).number());
      for (int successor : successors) {
        row[successor] = mark;
      }
      for (int entry : row) {
        json.writeNumber(entry);
      }
      if (successors.length > 0) {
        Arrays.fill(row, 0);
      }
    }
    json.writeEndArray();
  }

  private void edges(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("edges");
    for (var edge : graph.edges()) {
      json.writeStartArray();
      json.writeNumber(edge.from());
      json.writeNumber(edge.to());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void node(JsonGenerator json, Node node) throws IOException {
    int id = node.id();
    json.writeStartObject();
    json.writeNumberField("id", id);
    if (view.state(id).number() != 0) {
      json.writeNumberField("state", view.state(id).number());
    }
    unlessEmpty(json, "name", node.name());
    unlessEmpty(json, "target", node.target());
    unlessEmpty(json, "engine", node.effectiveEngine());
    json.writeStringField("artifact", node.artifact());
    if (!view.arguments(id).isEmpty()) {
      json.writeArrayFieldStart("args");
      for (String argument : view.arguments(id)) {
        json.writeString(argument);
      }
      json.writeEndArray();
    }
    map(json, "output", view.outputs(id));
    unlessEmpty(json, "graph_id", node.graphId());
    options(json, node.options());
    if (view.tries(id) > 1) {
      json.writeNumberField("tries", view.tries(id));
    }
    unlessEmpty(json, "reason", view.reason(id));
    json.writeEndObject();
  }

  private static void options(JsonGenerator json, NodeOptions options) throws IOException {
    NodeOptions usual = NodeOptions.DEFAULT;
    if (options.retries() != usual.retries()) {
      json.writeNumberField("retries", options.retries());
    }
    if (!options.backoff().equals(usual.backoff())) {
      json.writeStringField("backoff", Durations.format(options.backoff()));
    }
    if (options.timeout().isPresent()) {
      Duration timeout = options.timeout().get();
      json.writeStringField("timeout", Durations.format(timeout));
    }
    if (options.continueOnFailure()) {
      json.writeBooleanField("continue_on_failure", true);
    }
    if (options.when() != usual.when()) {
      json.writeStringField("when", options.when().name().toLowerCase(Locale.ROOT));
    }
    if (options.priority() != usual.priority()) {
      json.writeNumberField("priority", options.priority());
    }
    map(json, "environment", options.environment());
  }

  private static void map(JsonGenerator json, String field, Map<String, String> map)
      throws IOException {
    if (map.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void unlessEmpty(JsonGenerator json, String field, String text)
      throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }
}
