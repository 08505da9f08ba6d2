package orchestrator.executor.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;

/** Writes nodes, with what became of them. */
public final class NodeJson {
  private static final JsonFactory JSON = new JsonFactory();

  private NodeJson() {}

  /** The node as it is posted, and as it is while it has not ended. */
  public static String of(Work work, int state) {
    return write(work, state, Optional.empty());
  }

  /** The node as it is after its end. */
  public static String of(Work work, WorkResult outcome) {
    return write(work, NodeState.of(outcome.status()), Optional.of(outcome));
  }

  private static String write(Work work, int state, Optional<WorkResult> outcome) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("id", work.id());
      if (state != 0) {
        json.writeNumberField("state", state);
      }
      field(json, "name", work.name());
      field(json, "target", work.target());
      field(json, "engine", work.engine());
      json.writeStringField("artifact", work.artifact());
      list(json, "args", work.arguments());
      map(json, "output", outcome.map(WorkResult::outputs).orElse(work.outputs()));
      field(json, "graph_id", work.graph());
      if (work.timeout().isPresent()) {
        json.writeNumberField("timeout", Durations.seconds(work.timeout().get()));
      }
      map(json, "environment", work.environment());
      if (work.priority() != 0) {
        json.writeNumberField("priority", work.priority());
      }
      if (outcome.isPresent()) {
        field(json, "reason", outcome.get().reason());
        field(json, "log", outcome.get().log());
        if (outcome.get().status() == WorkResult.Status.LOST) {
          json.writeBooleanField("lost", true);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void field(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void list(JsonGenerator json, String name, List<String> values)
      throws IOException {
    if (!values.isEmpty()) {
      json.writeArrayFieldStart(name);
      for (String value : values) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
  }

  private static void map(JsonGenerator json, String name, Map<String, String> values)
      throws IOException {
    if (!values.isEmpty()) {
      json.writeObjectFieldStart(name);
      for (var value : values.entrySet()) {
        json.writeStringField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
    }
  }
}
