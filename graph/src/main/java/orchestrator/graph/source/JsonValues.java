package orchestrator.graph.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.graph.model.FaultyGraphException;

/** Reads a JSON file as a value. */
public final class JsonValues {
  private static final int MOST_VALUES = 20_000_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Limits.DEPTH).build())
          .build();

  private final JsonParser parser;
  private final FaultList faults;
  private int values;

  private JsonValues(JsonParser parser, FaultList faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /** The one value of a file. What is no JSON ends the reading. */
  public static Value read(byte[] bytes, FaultList faults) throws FaultyGraphException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      JsonValues reader = new JsonValues(parser, faults);
      Value value = reader.value(reader.next());
      if (parser.nextToken() != null) {
        throw FaultList.one(reader.place(), "there is something behind the end of the JSON");
      }
      return value;
    } catch (JsonProcessingException e) {
      Place place =
          Optional.ofNullable(e.getLocation()).map(JsonValues::place).orElse(Place.ofFile(""));
      String reason = e.getOriginalMessage().replaceAll("(?s)\\s*\\n.*", "");
      throw FaultList.one(place, "this is not JSON: " + reason);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The first of some names that a JSON object has as a field, without reading further than that.
   */
  public static Optional<String> firstField(byte[] bytes, Set<String> names) {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (names.contains(parser.currentName())) {
          return Optional.of(parser.currentName());
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private JsonToken next() throws IOException, FaultyGraphException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw FaultList.one(place(), "the JSON ends too early");
    }
    return token;
  }

  private Value value(JsonToken token) throws IOException, FaultyGraphException {
    Place place = place();
    if (++values > MOST_VALUES) {
      throw FaultList.one(place, "the file has more than " + MOST_VALUES + " values");
    }
    return switch (token) {
      case START_OBJECT -> mapping(place);
      case START_ARRAY -> {
        List<Value> items = new ArrayList<>();
        for (JsonToken item = next(); item != JsonToken.END_ARRAY; item = next()) {
          items.add(value(item));
        }
        yield new Value.Sequence(items, place);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Value.Scalar.Type.NUMBER, place);
      case VALUE_TRUE, VALUE_FALSE -> scalar(Value.Scalar.Type.TRUTH, place);
      case VALUE_NULL -> scalar(Value.Scalar.Type.NULL, place);
      default -> scalar(Value.Scalar.Type.TEXT, place);
    };
  }

  private Value scalar(Value.Scalar.Type type, Place place) throws IOException {
    return new Value.Scalar(parser.getText(), type, place);
  }

  private Value mapping(Place place) throws IOException, FaultyGraphException {
    Map<String, Value> fields = new LinkedHashMap<>();
    Map<String, Place> keys = new LinkedHashMap<>();
    while (next() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Place at = place();
      if (keys.put(name, at) != null) {
        faults.add(at, name + " is there twice");
      }
      fields.put(name, value(next()));
    }
    return new Value.Mapping(fields, keys, place);
  }

  private Place place() {
    return place(parser.currentTokenLocation());
  }

  private static Place place(JsonLocation location) {
    return new Place("", Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
