package orchestrator.demo.incoming;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Reads the fields of a document of the service. Each throws {@link IncomingException} when the
 * field is of another kind.
 */
record Document(JsonObject json) {
  /** The documents in a list under a name. */
  static List<Document> list(JsonObject answer, String name) {
    return elements(answer, name).stream()
        .map(
            each -> {
              if (!each.isJsonObject()) {
                throw wrong(name);
              }
              return new Document(each.getAsJsonObject());
            })
        .toList();
  }

  /** A text that must be there. */
  String text(String name) {
    return find(name).orElseThrow(() -> wrong(name));
  }

  /** A text that may be null. */
  Optional<String> find(String name) {
    return present(name)
        .map(
            value -> {
              if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
                throw wrong(name);
              }
              return value.getAsString();
            });
  }

  List<String> texts(String name) {
    return elements(json, name).stream()
        .map(
            each -> {
              if (!each.isJsonPrimitive()) {
                throw wrong(name);
              }
              return each.getAsString();
            })
        .toList();
  }

  /** A number that may be null. */
  OptionalDouble number(String name) {
    return present(name)
        .map(value -> OptionalDouble.of(number(name, value)))
        .orElseGet(OptionalDouble::empty);
  }

  /** Numbers by name; none when there is null. */
  Map<String, Double> numbers(String name) {
    Map<String, Double> numbers = new TreeMap<>();
    present(name)
        .ifPresent(
            value -> {
              if (!value.isJsonObject()) {
                throw wrong(name);
              }
              value
                  .getAsJsonObject()
                  .entrySet()
                  .forEach(each -> numbers.put(each.getKey(), number(name, each.getValue())));
            });
    return numbers;
  }

  private static double number(String name, JsonElement value) {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
      throw wrong(name);
    }
    return value.getAsDouble();
  }

  private Optional<JsonElement> present(String name) {
    return Optional.ofNullable(json.get(name)).filter(value -> !value.isJsonNull());
  }

  private static List<JsonElement> elements(JsonObject json, String name) {
    JsonElement list = json.get(name);
    if (list == null || !list.isJsonArray()) {
      throw wrong(name);
    }
    return StreamSupport.stream(list.getAsJsonArray().spliterator(), false).toList();
  }

  private static IncomingException wrong(String name) {
    return new IncomingException(
        "the service of learning answers a document whose field \"%s\" cannot be read"
            .formatted(name),
        false);
  }
}
