package orchestrator.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Map;
import java.util.Set;

/** Makes a request or an answer of what the names and types of its fields tell. */
final class Examples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ORGANIZATION = "MyOrg1MSP";
  private static final String KEY = "0b8d2ac5-5f3a-4b0e-9a58-1c6a2f0e7d11";
  private static final String CHECKSUM =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final String URL = "https://storage.example.org/file";

  /** Where the first value of an enum that means something is none of those that fit. */
  private static final Map<String, String> FITTING =
      Map.of(
          "FunctionInput.kind", "ASSET_MODEL",
          "FunctionOutput.kind", "ASSET_MODEL");

  private Examples() {}

  /**
   * A message in JSON, without what has an effect only when it is set.
   *
   * @param elsewhere names of fields that are no part of the JSON
   */
  static ObjectNode of(Descriptor message, Set<String> elsewhere) {
    ObjectNode example = JSON.objectNode();
    for (FieldDescriptor field : message.getFields()) {
      boolean isFirst =
          field.getContainingOneof() == null
              || field.getContainingOneof().getField(0).equals(field);
      if (isFirst && !elsewhere.contains(field.getName())) {
        example.set(field.getJsonName(), of(field));
      }
    }
    return example;
  }

  private static JsonNode of(FieldDescriptor field) {
    if (field.isMapField()) {
      ObjectNode map = JSON.objectNode();
      map.set("name", value(field.getMessageType().findFieldByNumber(2)));
      return map;
    }
    return field.isRepeated() ? JSON.arrayNode().add(value(field)) : value(field);
  }

  /** One value of a field. */
  static JsonNode value(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> message(field.getMessageType());
      case ENUM ->
          JSON.textNode(
              FITTING.getOrDefault(
                  field.getContainingType().getName() + "." + field.getName(),
                  meaning(field.getEnumType())));
      case BOOLEAN -> JSON.booleanNode(false);
      case INT, LONG ->
          field.getJavaType() == JavaType.INT ? JSON.numberNode(20) : JSON.textNode("20");
      case FLOAT, DOUBLE -> JSON.numberNode(0.5);
      case STRING -> JSON.textNode(text(field.getName()));
      case BYTE_STRING -> JSON.textNode("");
    };
  }

  private static JsonNode message(Descriptor message) {
    return message.getFullName().equals("google.protobuf.Timestamp")
        ? JSON.textNode("2026-11-29T12:00:00Z")
        : of(message, Set.of());
  }

  private static String meaning(EnumDescriptor type) {
    return type.getValues().get(Math.min(1, type.getValues().size() - 1)).getName();
  }

  private static String text(String field) {
    if (field.equals("key") || field.endsWith("_key") || field.endsWith("_keys")) {
      return KEY;
    }
    return switch (field) {
      case "authorized_ids", "owner", "worker", "id" -> ORGANIZATION;
      case "checksum" -> CHECKSUM;
      case "storage_address", "address" -> URL;
      case "page_token", "next_page_token", "log" -> "";
      default -> "name";
    };
  }
}
