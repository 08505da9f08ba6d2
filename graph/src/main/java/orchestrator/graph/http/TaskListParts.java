package orchestrator.graph.http;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.stream.Stream;
import orchestrator.graph.run.Runner.Summary;
import orchestrator.http.api.Streamed;

/** Writes a list of graphs, one after the other as they are read. */
final class TaskListParts implements Streamed.Parts {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final Iterator<Summary> tasks;
  private final JsonGenerator json;
  private boolean started;

  TaskListParts(Stream<Summary> tasks, ByteArrayOutputStream out) throws IOException {
    this.tasks = tasks.iterator();
    json = JSON.createGenerator(out, JsonEncoding.UTF8);
  }

  @Override
  public boolean writeNext() throws IOException {
    if (!started) {
      started = true;
      json.writeStartObject();
      json.writeArrayFieldStart("tasks");
    }
    if (!tasks.hasNext()) {
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      json.close();
      return false;
    }
    write(tasks.next());
    json.flush();
    return true;
  }

  private void write(Summary task) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", task.id());
    json.writeStringField("name", task.name());
    json.writeStringField("state", task.state().word());
    json.writeStringField("start_date", time(task.started()));
    json.writeStringField("stop_date", task.stopped().map(TaskListParts::time).orElse(NEVER));
    json.writeEndObject();
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
