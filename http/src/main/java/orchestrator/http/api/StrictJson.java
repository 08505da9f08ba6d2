package orchestrator.http.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what protobuf's reader takes without a word and two readers may understand in two ways:
 * text after the first value, a field given twice, a word without quotes, half a character.
 */
final class StrictJson {
  /** As deep as protobuf's reader goes. */
  private static final int DEEPEST = 100;

  /** What is long is bounded by the size of a body, and only looked at here. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          // Names come from callers: a shared table of them would be theirs to fill.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final Deque<Level> levels = new ArrayDeque<>();

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a JSON to its end.
   *
   * @param form of the message that it is to be
   * @throws ProblemException that says in a sentence what is wrong
   */
  static void check(String json, Descriptor form) {
    try (JsonParser parser = JSON.createParser(json)) {
      new StrictJson(parser).read(form);
    } catch (StreamConstraintsException e) {
      throw RequestReader.refused("the JSON is nested deeper than " + DEEPEST + " levels");
    } catch (JsonProcessingException e) {
      throw RequestReader.refused(
          "the body is not JSON: "
              + JsonFault.shortened(e.getOriginalMessage())
              + " (line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ")");
    } catch (IOException e) {
      throw new IllegalStateException("a text cannot be read: " + e.getMessage(), e);
    }
  }

  private void read(Descriptor form) throws IOException {
    if (parser.nextToken() == null) {
      throw RequestReader.refused("the body has no JSON");
    }
    take(form);
    while (!levels.isEmpty()) {
      parser.nextToken();
      take(form);
    }
    if (parser.nextToken() != null) {
      throw RequestReader.refused("the body goes on after its JSON");
    }
  }

  private void take(Descriptor form) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT, START_ARRAY -> levels.push(inner(form));
      case END_OBJECT, END_ARRAY -> levels.pop();
      case FIELD_NAME -> {
        String name = parser.currentName();
        refuseHalves(name.toCharArray(), 0, name.length());
        levels.element().begin(name);
      }
      case VALUE_STRING ->
          refuseHalves(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      default -> {
        // Numbers and words are what they are.
      }
    }
  }

  private Level inner(Descriptor form) {
    boolean isList = parser.currentToken() == JsonToken.START_ARRAY;
    Level outer = levels.peek();
    if (outer == null) {
      return new Level(isList ? Optional.empty() : Optional.of(form), Optional.empty());
    }
    return outer.inner(isList);
  }

  /** Escapes can write the half of a pair, for which UTF-8 has no bytes. */
  private static void refuseHalves(char[] text, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      boolean isHalf =
          Character.isHighSurrogate(text[i])
              ? i + 1 == end || !Character.isLowSurrogate(text[i + 1])
              : Character.isLowSurrogate(text[i])
                  && (i == offset || !Character.isHighSurrogate(text[i - 1]));
      if (isHalf) {
        throw RequestReader.refused(
            String.format("the body has \\u%04x, which is half of a character", (int) text[i]));
      }
    }
  }

  /** An object or a list that has begun. */
  private static final class Level {
    private final Optional<Descriptor> message;
    private final Optional<Descriptor> values;
    private final Set<String> names = new HashSet<>();
    private String last = "";

    /**
     * A level without names so far.
     *
     * @param message whose fields an object has, if that is known
     * @param values the form of a map's values, or of a list's elements, if that is known
     */
    private Level(Optional<Descriptor> message, Optional<Descriptor> values) {
      this.message = message;
      this.values = values;
    }

    private void begin(String name) {
      // Two spellings of one field are one name.
      String spelled = message.map(form -> known(form, name).getJsonName()).orElse(name);
      if (!names.add(spelled)) {
        throw RequestReader.refused(
            "the field \"" + JsonFault.shortened(name) + "\" is given twice");
      }
      last = spelled;
    }

    private Level inner(boolean isList) {
      Optional<FieldDescriptor> field = message.flatMap(form -> field(form, last));
      if (field.filter(FieldDescriptor::isMapField).isPresent()) {
        FieldDescriptor value = field.get().getMessageType().findFieldByNumber(2);
        return new Level(Optional.empty(), form(value));
      }
      Optional<Descriptor> inner = field.isPresent() ? form(field.get()) : values;
      return isList ? new Level(Optional.empty(), inner) : new Level(inner, Optional.empty());
    }

    private static FieldDescriptor known(Descriptor form, String name) {
      return Optional.ofNullable(form.findFieldByName(name))
          .or(() -> field(form, name))
          .orElseThrow(() -> RequestReader.refused(JsonFault.unknown(form.getName(), name)));
    }

    private static Optional<FieldDescriptor> field(Descriptor form, String jsonName) {
      return form.getFields().stream()
          .filter(field -> field.getJsonName().equals(jsonName))
          .findFirst();
    }

    private static Optional<Descriptor> form(FieldDescriptor field) {
      return field.getJavaType() == JavaType.MESSAGE
          ? Optional.of(field.getMessageType())
          : Optional.empty();
    }
  }
}
