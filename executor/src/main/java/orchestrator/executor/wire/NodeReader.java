package orchestrator.executor.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;

/**
 * Reads nodes. The names of fields match without regard to case, the last of several counts, a null
 * is as no field at all, and unknown ones are ignored.
 */
public final class NodeReader {
  private static final ObjectReader JSON =
      JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Map<String, JsonNode> fields = new HashMap<>();

  private NodeReader(byte[] body) throws WireException {
    JsonNode node;
    try {
      node = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new WireException(
          "the body is not one JSON value",
          place == null || place.getByteOffset() < 0
              ? OptionalLong.empty()
              // The byte that is wrong was read too.
              : OptionalLong.of(Math.min(body.length, place.getByteOffset() + 1)));
    } catch (IOException e) {
      throw new WireException("the body cannot be read", OptionalLong.empty());
    }
    if (node.isMissingNode()) {
      throw new WireException("the body is empty", OptionalLong.of(0));
    }
    if (node.isNull()) {
      return;
    }
    if (!node.isObject()) {
      throw new WireException("the body is no JSON object", OptionalLong.empty());
    }
    for (var field : node.properties()) {
      if (!field.getValue().isNull()) {
        fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
      }
    }
  }

  /**
   * A node that somebody posts.
   *
   * @param state as it was sent
   */
  public record Posted(Work work, int state) {}

  /** Reads a node with the name of its attempt, which may be empty. */
  public static Posted posted(byte[] body, String attempt) throws WireException {
    NodeReader node = new NodeReader(body);
    return new Posted(node.work(attempt), node.integer("state"));
  }

  /** Reads what an executor answers about a work; empty while that has not ended. */
  public static Optional<WorkResult> outcome(byte[] body, Work work) throws WireException {
    NodeReader node = new NodeReader(body);
    int state = node.integer("state");
    if (!NodeState.isEnd(state)) {
      return Optional.empty();
    }
    Map<String, String> outputs = new TreeMap<>(work.outputs());
    outputs.putAll(node.map("output"));
    String log = node.text("log");
    String reason = node.text("reason");
    return Optional.of(
        switch (state) {
          case NodeState.SUCCESS -> WorkResult.succeeded(outputs, log);
          case NodeState.CANCELED ->
              new WorkResult(
                  WorkResult.Status.CANCELED, outputs, orElse(reason, "it was stopped"), log);
          default ->
              new WorkResult(
                  node.is("lost") ? WorkResult.Status.LOST : WorkResult.Status.FAILED,
                  outputs,
                  orElse(reason, "it failed, and its executor does not say why"),
                  log);
        });
  }

  /** Reads the id that an executor gives a node. */
  public static String id(byte[] body) throws WireException {
    String id = new NodeReader(body).text("id");
    if (!id.matches("[A-Za-z0-9-]{1,100}")) {
      throw new WireException("the answer has no usable id", OptionalLong.empty());
    }
    return id;
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private Work work(String attempt) throws WireException {
    return new Work(
        attempt,
        integer("id"),
        text("name"),
        text("target"),
        text("engine"),
        text("artifact"),
        list("args"),
        map("output"),
        map("environment"),
        duration("timeout"),
        text("graph_id"),
        integer("priority"));
  }

  private Optional<JsonNode> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private int integer(String name) throws WireException {
    JsonNode value = fields.get(name);
    if (value == null) {
      return 0;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name, "an integer");
    }
    return value.intValue();
  }

  private String text(String name) throws WireException {
    JsonNode value = fields.get(name);
    if (value == null) {
      return "";
    }
    return string(name, value);
  }

  private static String string(String name, JsonNode value) throws WireException {
    if (!value.isTextual()) {
      throw wrong(name, "a text");
    }
    return value.textValue();
  }

  private boolean is(String name) {
    return field(name).map(JsonNode::booleanValue).orElse(false);
  }

  private List<String> list(String name) throws WireException {
    List<String> values = new ArrayList<>();
    Optional<JsonNode> list = field(name);
    if (list.isPresent() && !list.get().isArray()) {
      throw wrong(name, "a list of texts");
    }
    for (JsonNode value : list.isPresent() ? list.get() : List.<JsonNode>of()) {
      values.add(value.isNull() ? "" : string(name, value));
    }
    return values;
  }

  private Map<String, String> map(String name) throws WireException {
    Map<String, String> values = new TreeMap<>();
    Optional<JsonNode> map = field(name);
    if (map.isPresent() && !map.get().isObject()) {
      throw wrong(name, "an object of texts");
    }
    if (map.isPresent()) {
      for (var entry : map.get().properties()) {
        values.put(entry.getKey(), entry.getValue().isNull() ? "" : string(name, entry.getValue()));
      }
    }
    return values;
  }

  private Optional<Duration> duration(String name) throws WireException {
    JsonNode value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      if (value.isNumber() || value.isTextual()) {
        String text = value.isNumber() ? value.decimalValue().toPlainString() : value.textValue();
        Duration duration = Durations.parse(text);
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw wrong(name, "a duration, such as 90 or \"1m30s\"");
  }

  private static WireException wrong(String field, String kind) {
    return new WireException("the field " + field + " is not " + kind, OptionalLong.empty());
  }
}
