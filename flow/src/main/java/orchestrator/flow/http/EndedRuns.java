package orchestrator.flow.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import orchestrator.flow.Fault;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.run.RunState;
import orchestrator.flow.wire.MessageCodec;
import orchestrator.flow.wire.MessageFormatException;

/** Remembers how the latest runs ended, and writes runs as JSON. */
final class EndedRuns {
  private static final int MOST = 10_000;
  private static final long MOST_CHARS = 64L << 20;

  private final MessageCodec codec;
  private final Map<String, String> ended = new LinkedHashMap<>();
  private long chars;

  EndedRuns(MessageCodec codec) {
    this.codec = codec;
  }

  synchronized void add(RunState run, RunResult<Object> outcome) {
    forget(run.id());
    String json = json(run, outcome);
    ended.put(run.id(), json);
    chars += json.length();
    Iterator<String> oldest = ended.values().iterator();
    while (ended.size() > MOST || (chars > MOST_CHARS && ended.size() > 1)) {
      chars -= oldest.next().length();
      oldest.remove();
    }
  }

  synchronized Optional<String> find(String run) {
    return Optional.ofNullable(ended.get(run));
  }

  synchronized void forget(String run) {
    String before = ended.remove(run);
    chars -= before == null ? 0 : before.length();
  }

  /** A run that is under way. */
  static String json(RunState run) {
    return json(run, "running").toString();
  }

  private String json(RunState run, RunResult<Object> outcome) {
    ObjectNode json = json(run, outcome.status().name().toLowerCase(Locale.ROOT));
    Object body = outcome.body();
    if (body != null) {
      try {
        json.putRawValue("body", new RawValue(codec.writeBody(body)));
      } catch (MessageFormatException e) {
        json.put("unwritten", e.getMessage());
      }
    }
    Fault fault = outcome.fault();
    if (fault != null) {
      ObjectNode why = json.putObject("fault");
      why.put("place", fault.place());
      why.put("kind", fault.kind().name());
      why.put("reason", fault.reason());
      ArrayNode notUndone = why.putArray("notUndone");
      fault.notUndone().forEach(notUndone::add);
    }
    return json.toString();
  }

  private static ObjectNode json(RunState run, String status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("run", run.id());
    json.put("flow", run.flow().name());
    json.put("status", status);
    ArrayNode trail = json.putArray("trail");
    run.trail().forEach(trail::add);
    return json;
  }
}
