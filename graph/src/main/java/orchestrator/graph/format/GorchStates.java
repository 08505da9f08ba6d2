package orchestrator.graph.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import orchestrator.graph.model.NodeState;

/**
 * Reads where the nodes of a gorch were when it was asked for. A submission does not care, so that
 * the reader of gorchs does not tell.
 */
final class GorchStates {
  private static final JsonFactory JSON = new JsonFactory();

  private GorchStates() {}

  /** The states by node, of JSON that was read as a gorch before. */
  static Map<Integer, NodeState> read(byte[] json) {
    Map<Integer, NodeState> states = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return states;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isNodes = parser.currentName().toLowerCase(Locale.ROOT).equals("nodes");
        if (parser.nextToken() == JsonToken.START_ARRAY && isNodes) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            node(parser, states);
          }
        } else {
          parser.skipChildren();
        }
      }
      return states;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void node(JsonParser parser, Map<Integer, NodeState> states) throws IOException {
    int id = 0;
    int state = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName().toLowerCase(Locale.ROOT);
      boolean isNumber = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
      if (isNumber && field.equals("id")) {
        id = parser.getIntValue();
      } else if (isNumber && field.equals("state")) {
        state = (int) parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    int number = state;
    int node = id;
    Arrays.stream(NodeState.values())
        .filter(known -> known.number() == number)
        .forEach(known -> states.put(node, known));
  }
}
