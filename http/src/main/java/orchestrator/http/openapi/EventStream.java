package orchestrator.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes the stream of events as server-sent events. */
final class EventStream {
  static final String PATH = "/api/v1/events:subscribe";

  private EventStream() {}

  /** Completes the operation that has a name and a description. */
  static ObjectNode operation(ObjectNode operation) {
    operation.put(
        "description",
        operation.path("description").asText()
            + "\n\nThe answer is a stream of server-sent events: `id` is the id of the event,"
            + " `data` the event as JSON of the schema Event. A browser's EventSource resumes by"
            + " itself, with the header Last-Event-ID. A stream that cannot go on ends with an"
            + " event `problem`, whose data is of the schema Problem. A comment comes every 15"
            + " seconds in which nothing happens.");
    ArrayNode parameters = operation.putArray("parameters");
    parameters
        .addObject()
        .put("name", "start_event_id")
        .put("in", "query")
        .put(
            "description",
            "The last event that the caller knows: the stream begins right after it. Without it"
                + " the stream begins with the first event of the channel.")
        .putObject("schema")
        .put("type", "string");
    parameters
        .addObject()
        .put("name", "Last-Event-ID")
        .put("in", "header")
        .put("description", "As start_event_id, and counts more than that.")
        .putObject("schema")
        .put("type", "string");
    ObjectNode responses = operation.putObject("responses");
    ObjectNode stream = responses.putObject("200").put("description", "Events, as they happen.");
    stream
        .putObject("content")
        .putObject("text/event-stream")
        .putObject("schema")
        .put("type", "string");
    Problems.addTo(responses);
    return operation;
  }
}
