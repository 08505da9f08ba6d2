package orchestrator.graph.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds a value of a YAML or JSON file, which knows its place. */
public sealed interface Value {
  /** Where it begins. */
  Place place();

  /** Names what it is to people: text, number, list and so on. */
  String kind();

  /** Whether it is nothing: {@code null}, {@code ~}, or just left out behind its name. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.type() == Scalar.Type.NULL;
  }

  /** Its text, if it is a text, a number or a truth. */
  default Optional<String> asText() {
    return this instanceof Scalar scalar && !scalar.isNull()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** Its fields; none if it has no fields. */
  default Map<String, Value> fields() {
    return this instanceof Mapping mapping ? mapping.values() : Map.of();
  }

  /** A field that is there and not null. */
  default Optional<Value> field(String name) {
    return Optional.ofNullable(fields().get(name)).filter(value -> !value.isNull());
  }

  /** The text of a field, empty if there is none or it is no text. */
  default Optional<String> text(String name) {
    return field(name).flatMap(Value::asText);
  }

  /** Its items; none if it is no list. */
  default List<Value> items() {
    return this instanceof Sequence sequence ? sequence.values() : List.of();
  }

  /** The texts among the items of a field. */
  default List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    field(name)
        .ifPresent(list -> list.items().forEach(item -> item.asText().ifPresent(texts::add)));
    return texts;
  }

  /**
   * Holds a value without parts.
   *
   * @param text as it is written
   * @param type what it means
   * @param place where it begins
   */
  record Scalar(String text, Type type, Place place) implements Value {
    /** What a value without parts can be. */
    public enum Type {
      /** A text. */
      TEXT,
      /** A whole number or a fraction. */
      NUMBER,
      /** True or false. */
      TRUTH,
      /** Nothing. */
      NULL
    }

    @Override
    public String kind() {
      return switch (type) {
        case TEXT -> "a text";
        case NUMBER -> "a number";
        case TRUTH -> "true or false";
        case NULL -> "nothing";
      };
    }

    /** Its number, if it is one in decimal notation. */
    public OptionalDouble number() {
      try {
        return type == Type.NUMBER
            ? OptionalDouble.of(Double.parseDouble(text))
            : OptionalDouble.empty();
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }
  }

  /**
   * Holds a list.
   *
   * @param values its items in order
   * @param place where it begins
   */
  record Sequence(List<Value> values, Place place) implements Value {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * Holds fields by name.
   *
   * @param values in the order of the file
   * @param keys where each name is
   * @param place where it begins
   */
  record Mapping(Map<String, Value> values, Map<String, Place> keys, Place place) implements Value {
    @Override
    public String kind() {
      return "a map";
    }
  }
}
