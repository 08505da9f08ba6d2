package orchestrator.cli.message;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON to its end. Gson itself takes the last of two fields of one name, leaves what follows,
 * and lets half a character pass, which no server can store.
 */
final class JsonTrees {
  /** As deep as protobuf's own parser goes. */
  private static final int MOST_LEVELS = 100;

  private final JsonReader reader;

  private JsonTrees(String text, Strictness strictness) {
    reader = new JsonReader(new StringReader(text));
    reader.setStrictness(strictness);
  }

  /**
   * Reads the only value of a text.
   *
   * @throws IllegalArgumentException that says in a clause what is wrong
   */
  static JsonElement one(String text) {
    JsonTrees trees = new JsonTrees(text, Strictness.LEGACY_STRICT);
    JsonElement value = trees.next();
    if (!trees.isAtEnd()) {
      throw new IllegalArgumentException("something follows behind the end of the JSON");
    }
    return value;
  }

  /**
   * Reads the values of a text, which need nothing between them.
   *
   * @throws IllegalArgumentException that says in a clause what is wrong
   */
  static List<JsonElement> all(String text) {
    JsonTrees trees = new JsonTrees(text, Strictness.LENIENT);
    List<JsonElement> values = new ArrayList<>();
    do {
      values.add(trees.next());
    } while (!trees.isAtEnd());
    return values;
  }

  private JsonElement next() {
    try {
      return value(0);
    } catch (IOException e) {
      String said =
          String.valueOf(e.getMessage())
              // Gson's advice to programmers is of no use here.
              .replaceFirst("(?s)\nSee https?://.*", "")
              .replaceFirst("^Use JsonReader\\.\\S+ to accept ", "");
      throw new IllegalArgumentException("it is not JSON: " + said, e);
    }
  }

  private boolean isAtEnd() {
    try {
      return reader.peek() == JsonToken.END_DOCUMENT;
    } catch (IOException e) {
      return false;
    }
  }

  private JsonElement value(int level) throws IOException {
    if (level > MOST_LEVELS) {
      throw new IllegalArgumentException("it is nested deeper than " + MOST_LEVELS + " levels");
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(level);
      case BEGIN_ARRAY -> array(level);
      case STRING -> new JsonPrimitive(text(reader.nextString()));
      case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new IllegalArgumentException("it is not JSON: a value is missing");
    };
  }

  private JsonObject object(int level) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = text(reader.nextName());
      if (object.has(name)) {
        throw new IllegalArgumentException("the field \"" + name + "\" is given twice");
      }
      object.add(name, value(level + 1));
    }
    reader.endObject();
    return object;
  }

  private JsonArray array(int level) throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(level + 1));
    }
    reader.endArray();
    return array;
  }

  private static String text(String text) {
    // Code points: two halves that belong together are one.
    text.codePoints()
        .filter(point -> Character.getType(point) == Character.SURROGATE)
        .findFirst()
        .ifPresent(
            half -> {
              throw new IllegalArgumentException(
                  "a text has \\u%04x, which is half a character".formatted(half));
            });
    return text;
  }
}
