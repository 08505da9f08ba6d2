package orchestrator.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes JSON Schemas of messages and enums, as protobuf's mapping to JSON has them, and keeps those
 * that are referred to.
 */
final class Schemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TIMESTAMP = "google.protobuf.Timestamp";
  private static final String EMPTY = "google.protobuf.Empty";

  private final Comments comments;
  private final Map<String, ObjectNode> components = new TreeMap<>();
  private final Map<String, Set<String>> leftOut = new HashMap<>();

  Schemas(Comments comments) {
    this.comments = comments;
  }

  /** The schemas that were referred to, by name. */
  ObjectNode components() {
    ObjectNode all = JSON.objectNode();
    components.forEach(all::set);
    return all;
  }

  /** Keeps a schema that is not one of a message. */
  void put(String name, ObjectNode schema) {
    components.put(name, schema);
  }

  static ObjectNode reference(String name) {
    return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  /** A message by reference. */
  ObjectNode of(Descriptor message) {
    return of(message, Set.of());
  }

  /**
   * A message by reference.
   *
   * @param elsewhere names of fields that are no part of the JSON
   */
  ObjectNode of(Descriptor message, Set<String> elsewhere) {
    if (message.getFullName().equals(TIMESTAMP)) {
      return JSON.objectNode().put("type", "string").put("format", "date-time");
    }
    if (message.getFullName().equals(EMPTY)) {
      return JSON.objectNode().put("type", "object");
    }
    String name = name(message, elsewhere);
    if (!components.containsKey(name)) {
      ObjectNode schema = JSON.objectNode();
      // Before its fields, which may refer to it.
      components.put(name, schema);
      leftOut.put(name, elsewhere);
      fill(schema, message, elsewhere);
    }
    if (!leftOut.getOrDefault(name, elsewhere).equals(elsewhere)) {
      throw new IllegalStateException(message.getFullName() + " has two forms, and one schema");
    }
    return reference(name);
  }

  /** What is sent in parts, some of it in the path, can be within another message as a whole. */
  private static String name(Descriptor message, Set<String> elsewhere) {
    boolean isSentInParts =
        message.getFile().getServices().stream()
            .flatMap(service -> service.getMethods().stream())
            .filter(rpc -> rpc.getInputType().equals(message))
            .map(rpc -> rpc.getOptions().getExtension(AnnotationsProto.http))
            .anyMatch(rule -> rule.getPost().contains("{") || rule.getPatch().contains("{"));
    return (isSentInParts && elsewhere.isEmpty() ? "Whole" : "") + message.getName();
  }

  private void fill(ObjectNode schema, Descriptor message, Set<String> elsewhere) {
    schema.put("type", "object");
    describe(schema, (comments.of(message) + choices(message)).strip());
    ObjectNode properties = JSON.objectNode();
    for (FieldDescriptor field : message.getFields()) {
      if (!elsewhere.contains(field.getName())) {
        properties.set(field.getJsonName(), of(field));
      }
    }
    if (!properties.isEmpty()) {
      schema.set("properties", properties);
    }
  }

  /** Which fields exclude one another. */
  private static String choices(Descriptor message) {
    return message.getOneofs().stream()
        .map(Schemas::choice)
        .collect(Collectors.joining("\n\n", "\n\n", ""));
  }

  private static String choice(OneofDescriptor oneof) {
    return oneof.getFields().stream()
        .map(field -> "`" + field.getJsonName() + "`")
        .collect(Collectors.joining(", ", "At most one of ", " is set."));
  }

  private ObjectNode of(FieldDescriptor field) {
    ObjectNode schema;
    if (field.isMapField()) {
      schema = JSON.objectNode().put("type", "object");
      schema.set("additionalProperties", value(field.getMessageType().findFieldByNumber(2)));
    } else if (field.isRepeated()) {
      schema = JSON.objectNode().put("type", "array");
      schema.set("items", value(field));
    } else {
      schema = value(field);
    }
    return describe(schema, comments.of(field));
  }

  /** One value of a field, without its description. */
  ObjectNode value(FieldDescriptor field) {
    ObjectNode schema = JSON.objectNode();
    return switch (field.getType()) {
      case MESSAGE, GROUP -> of(field.getMessageType());
      case ENUM -> of(field.getEnumType());
      case BOOL -> schema.put("type", "boolean");
      case STRING -> schema.put("type", "string");
      case BYTES -> schema.put("type", "string").put("contentEncoding", "base64");
      case INT32, SINT32, SFIXED32 -> schema.put("type", "integer").put("format", "int32");
      case UINT32, FIXED32 ->
          schema
              .put("type", "integer")
              .put("format", "int64")
              .put("minimum", 0)
              .put("maximum", 0xffff_ffffL);
      // More than JavaScript's numbers hold.
      case INT64, SINT64, SFIXED64 -> schema.put("type", "string").put("format", "int64");
      case UINT64, FIXED64 -> schema.put("type", "string").put("format", "uint64");
      case FLOAT -> floating("FloatValue", "float");
      case DOUBLE -> floating("DoubleValue", "double");
    };
  }

  /** Not every such number is one in JSON. */
  private ObjectNode floating(String name, String format) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode choices = schema.putArray("oneOf");
    choices.addObject().put("type", "number").put("format", format);
    choices
        .addObject()
        .put("type", "string")
        .putArray("enum")
        .add("NaN")
        .add("Infinity")
        .add("-Infinity");
    components.put(name, schema);
    return reference(name);
  }

  private ObjectNode of(EnumDescriptor type) {
    if (!components.containsKey(type.getName())) {
      ObjectNode schema = JSON.objectNode().put("type", "string");
      ArrayNode names = schema.putArray("enum");
      StringBuilder description = new StringBuilder(comments.of(type));
      description.append("\n\n");
      for (EnumValueDescriptor value : type.getValues()) {
        names.add(value.getName());
        if (!comments.of(value).isEmpty()) {
          description
              .append("- `")
              .append(value.getName())
              .append("`: ")
              .append(comments.of(value))
              .append('\n');
        }
      }
      components.put(type.getName(), describe(schema, description.toString().strip()));
    }
    return reference(type.getName());
  }

  /** Adds a description, when there is something to say. */
  static ObjectNode describe(ObjectNode schema, String description) {
    return description.isEmpty() ? schema : schema.put("description", description);
  }
}
