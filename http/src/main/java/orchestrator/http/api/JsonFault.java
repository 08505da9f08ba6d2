package orchestrator.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in words what is wrong with a JSON, and in which field, which protobuf's reader does not.
 */
final class JsonFault {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST = 300;
  private static final Pattern UNKNOWN_FIELD =
      Pattern.compile("Cannot find field: (.*) in message (?:.*\\.)?(\\w+)", Pattern.DOTALL);
  private static final Pattern EXCEPTION_NAME = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: ");

  private JsonFault() {}

  /**
   * Says in one clause what is wrong with a JSON.
   *
   * @param form an empty message of the form that was expected
   * @param thrown by protobuf's reader
   */
  static String inWords(String json, Message form, Exception thrown) {
    String message = String.valueOf(thrown.getMessage());
    Matcher unknown = UNKNOWN_FIELD.matcher(message);
    if (unknown.matches()) {
      return unknown(unknown.group(2), unknown.group(1));
    }
    String reason = shortened(EXCEPTION_NAME.matcher(message).replaceFirst(""));
    try {
      return field(MAPPER.readTree(json), form).map(path -> path + ": " + reason).orElse(reason);
    } catch (JsonProcessingException e) {
      return reason;
    }
  }

  /** Says which field a message does not have. */
  static String unknown(String message, String field) {
    return shortened(message + " has no field \"" + field + "\"");
  }

  /** A text on one line, its end left out where it is long. */
  static String shortened(String text) {
    String words = text.replaceAll("\\s+", " ");
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
  }

  /** The path of the first field that cannot be read by itself. */
  private static Optional<String> field(JsonNode json, Message form) {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      for (FieldDescriptor field : form.getDescriptorForType().getFields()) {
        boolean named =
            field.getName().equals(entry.getKey()) || field.getJsonName().equals(entry.getKey());
        if (named && !isReadable(field.getName(), entry.getValue(), form)) {
          return Optional.of(entry.getKey() + inner(field, entry.getValue(), form));
        }
      }
    }
    return Optional.empty();
  }

  private static String inner(FieldDescriptor field, JsonNode value, Message form) {
    if (field.isRepeated() || field.getJavaType() != JavaType.MESSAGE || !value.isObject()) {
      return "";
    }
    return field(value, form.newBuilderForType().newBuilderForField(field).build())
        .map(path -> "." + path)
        .orElse("");
  }

  private static boolean isReadable(String name, JsonNode value, Message form) {
    try {
      JsonFormat.parser()
          .merge(MAPPER.createObjectNode().set(name, value).toString(), form.newBuilderForType());
      return true;
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      return false;
    }
  }
}
