package orchestrator.cli.message;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.PlainYaml;

/**
 * Writes messages as protobuf's JSON, and as YAML of the same names. Fields that are empty are
 * written too, so that a script finds the same ones in each answer.
 */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private Json() {}

  /** The message as one line of JSON. */
  public static String line(Message message) {
    try {
      return Escapes.inQuotes(
          JsonFormat.printer()
              .alwaysPrintFieldsWithNoPresence()
              .omittingInsignificantWhitespace()
              .sortingMapKeys()
              .print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a message without an Any cannot fail to be written", e);
    }
  }

  /** The message as a document of YAML. */
  public static String yaml(Message message) {
    return PlainYaml.write(tree(JsonParser.parseString(line(message))));
  }

  /** A tree of maps, lists and values as one line of JSON. */
  public static String line(Object tree) {
    return Escapes.inQuotes(GSON.toJson(tree));
  }

  private static Object tree(JsonElement json) {
    if (json.isJsonObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      json.getAsJsonObject().entrySet().forEach(e -> map.put(e.getKey(), tree(e.getValue())));
      return map;
    }
    if (json.isJsonArray()) {
      List<Object> list = new ArrayList<>();
      json.getAsJsonArray().forEach(item -> list.add(tree(item)));
      return list;
    }
    if (json.isJsonPrimitive() && json.getAsJsonPrimitive().isBoolean()) {
      return json.getAsBoolean();
    }
    if (json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber()) {
      return number(json.getAsString());
    }
    return json.getAsString();
  }

  private static Number number(String text) {
    if (!text.matches("-?\\d+")) {
      return Double.valueOf(text);
    }
    BigInteger whole = new BigInteger(text);
    // A long is what YAML writes without a tag.
    return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
  }

  /**
   * Fills a message from JSON of protobuf's mapping.
   *
   * @throws IllegalArgumentException that names what does not fit, an unknown field or one that is
   *     given twice for example
   */
  public static Message parse(String json, Message prototype) {
    Message.Builder message = prototype.newBuilderForType();
    try {
      JsonFormat.parser().merge(JsonTrees.one(json).toString(), message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(clause(e.getMessage()), e);
    }
    return message.build();
  }

  private static String clause(String said) {
    return said.replaceFirst("^[\\w.]+Exception: ", "");
  }
}
