package orchestrator.graph.gorch;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.model.Topology;

/**
 * Writes a graph as a gorch, part after part, so that a matrix of any size needs no memory: a row
 * at a time, then some nodes at a time.
 */
public final class GorchWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int NODES_A_PART = 100;

  private final GraphView view;
  private final Graph graph;
  private final Topology topology;
  private final JsonGenerator json;
  private final int[] row;
  private int nextRow;
  private int nextNode;
  private boolean started;
  private boolean ended;

  /**
   * Begins to write.
   *
   * @param out gets each part when {@link #writeNext} returns; stays open
   */
  public GorchWriter(GraphView view, OutputStream out) throws IOException {
    this(view, JSON.createGenerator(out, JsonEncoding.UTF8));
  }

  private GorchWriter(GraphView view, JsonGenerator json) {
    this.view = view;
    this.json = json;
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    graph = view.gorch().graph();
    topology = Topology.of(graph);
    row = new int[view.gorch().hasMatrix() ? topology.size() : 0];
  }

  /** Writes a graph and a newline. */
  public static void write(GraphView view, OutputStream out) throws IOException {
    GorchWriter writer = new GorchWriter(view, out);
    while (writer.writeNext()) {
      // Each part is written when this is asked.
    }
  }

  /** Writes a graph that was not sent yet, indented, and a newline. */
  public static void writeIndented(Graph graph, OutputStream out) throws IOException {
    JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8).useDefaultPrettyPrinter();
    GorchWriter writer = new GorchWriter(FileView.of(graph), json);
    while (writer.writeNext()) {
      // Each part is written when this is asked.
    }
  }

  /** Writes the next part; false when there is none. */
  public boolean writeNext() throws IOException {
    if (ended) {
      return false;
    }
    if (!started) {
      started = true;
      start();
    } else if (nextRow < row.length) {
      row(nextRow++);
    } else {
      nodes();
    }
    if (!ended) {
      json.flush();
    }
    return true;
  }

  private void start() throws IOException {
    json.writeStartObject();
    unlessEmpty("name", graph.name());
    json.writeNumberField("state", view.state().number());
    json.writeFieldName("digraph");
    if (view.gorch().hasMatrix()) {
      json.writeStartArray();
    } else {
      json.writeNull();
    }
  }

  /** An edge shows the state of the node that it comes from, once that has started. */
  private void row(int id) throws IOException {
    int[] successors = topology.successors(id);
    int mark = Math.max(1, view.state(id).number());
    for (int successor : successors) {
      row[successor] = mark;
    }
    for (int entry : row) {
      json.writeNumber(entry);
    }
    for (int successor : successors) {
      row[successor] = 0;
    }
  }

  private void nodes() throws IOException {
    if (nextNode == 0) {
      if (view.gorch().hasMatrix()) {
        json.writeEndArray();
      } else if (!graph.edges().isEmpty()) {
        edges();
      }
      json.writeFieldName("nodes");
      if (view.gorch().hasNodes()) {
        json.writeStartArray();
      } else {
        json.writeNull();
      }
    }
    int end = Math.min(graph.nodes().size(), nextNode + NODES_A_PART);
    for (; nextNode < end; nextNode++) {
      node(graph.nodes().get(nextNode));
    }
    if (nextNode == graph.nodes().size()) {
      end();
    }
  }

  private void end() throws IOException {
    if (view.gorch().hasNodes()) {
      json.writeEndArray();
    }
    if (graph.timeout().isPresent()) {
      json.writeStringField("timeout", Durations.format(graph.timeout().get()));
    }
    if (graph.failFast()) {
      json.writeBooleanField("fail_fast", true);
    }
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
    ended = true;
  }

  private void edges() throws IOException {
    json.writeArrayFieldStart("edges");
    for (var edge : graph.edges()) {
      json.writeStartArray();
      json.writeNumber(edge.from());
      json.writeNumber(edge.to());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void node(Node node) throws IOException {
    int id = node.id();
    json.writeStartObject();
    json.writeNumberField("id", id);
    if (view.state(id).number() != 0) {
      json.writeNumberField("state", view.state(id).number());
    }
    unlessEmpty("name", node.name());
    unlessEmpty("target", node.target());
    unlessEmpty("engine", node.effectiveEngine());
    json.writeStringField("artifact", node.artifact());
    if (!view.arguments(id).isEmpty()) {
      json.writeArrayFieldStart("args");
      for (String argument : view.arguments(id)) {
        json.writeString(argument);
      }
      json.writeEndArray();
    }
    map("output", view.outputs(id));
    unlessEmpty("graph_id", node.graphId());
    options(node.options());
    if (view.tries(id) > 1) {
      json.writeNumberField("tries", view.tries(id));
    }
    unlessEmpty("reason", view.reason(id));
    json.writeEndObject();
  }

  private void options(NodeOptions options) throws IOException {
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
    map("environment", options.environment());
  }

  private void map(String field, Map<String, String> map) throws IOException {
    if (map.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private void unlessEmpty(String field, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }
}
