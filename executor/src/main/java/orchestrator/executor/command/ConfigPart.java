package orchestrator.executor.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds a value of a file {@code config.json}, and its place for messages. Names match without
 * regard to case.
 *
 * @param place names with dots between
 * @param value empty when it is not there, or null
 */
record ConfigPart(Path file, String place, Optional<JsonNode> value) {
  /** What an object has under a name, which is in lower case. */
  ConfigPart field(String name) {
    return new ConfigPart(
        file,
        place.isEmpty() ? name : place + "." + name,
        value.flatMap(
            object ->
                object.properties().stream()
                    .filter(field -> field.getKey().toLowerCase(Locale.ROOT).equals(name))
                    .map(field -> field.getValue())
                    .filter(it -> !it.isNull())
                    .findFirst()));
  }

  Optional<String> text() {
    if (value.isPresent() && !value.get().isTextual()) {
      throw fault("is not a text");
    }
    return value.map(JsonNode::textValue).filter(text -> !text.isEmpty());
  }

  Optional<Integer> port() {
    boolean isPort =
        value
            .filter(JsonNode::isInt)
            .map(JsonNode::intValue)
            .filter(port -> port >= 0 && port < 65_536)
            .isPresent();
    if (value.isPresent() && !isPort) {
      throw fault("is no port");
    }
    return value.map(JsonNode::intValue);
  }

  List<ConfigPart> list() {
    if (value.isPresent() && !value.get().isArray()) {
      throw fault("is not a list");
    }
    List<ConfigPart> parts = new ArrayList<>();
    value.ifPresent(
        list ->
            list.forEach(
                it ->
                    parts.add(
                        new ConfigPart(file, place + "[" + parts.size() + "]", Optional.of(it)))));
    return parts;
  }

  /** What is wrong with it, for people. */
  IllegalArgumentException fault(String what) {
    return new IllegalArgumentException(place + " in " + file + " " + what);
  }
}
