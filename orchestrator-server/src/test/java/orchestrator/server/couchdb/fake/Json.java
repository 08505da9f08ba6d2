package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;

/** JSON as CouchDB reads and writes it: what has a fraction or an exponent is a double. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double NO_FRACTIONS_FROM = 1e21;

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The value in a text; refuses what is none with the words of CouchDB. */
  static JsonNode parse(byte[] text) {
    JsonNode parsed;
    try {
      parsed = MAPPER.readTree(text);
    } catch (IOException e) {
      throw CouchError.badRequest("invalid UTF-8 JSON");
    }
    if (parsed == null || parsed.isMissingNode()) {
      throw CouchError.badRequest("invalid UTF-8 JSON");
    }
    return parsed;
  }

  static byte[] bytes(JsonNode value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON value", e);
    }
  }

  /** A copy in which each number is what JavaScript makes of it. */
  static JsonNode throughDoubles(JsonNode value) {
    if (value.isNumber()) {
      return number(value.doubleValue());
    }
    if (value.isArray()) {
      ArrayNode copy = array();
      value.forEach(element -> copy.add(throughDoubles(element)));
      return copy;
    }
    if (value.isObject()) {
      ObjectNode copy = object();
      value
          .properties()
          .forEach(field -> copy.set(field.getKey(), throughDoubles(field.getValue())));
      return copy;
    }
    return value;
  }

  private static JsonNode number(double value) {
    return value == Math.rint(value) && Math.abs(value) < NO_FRACTIONS_FROM
        ? BigIntegerNode.valueOf(new BigDecimal(Double.toString(value)).toBigInteger())
        : DoubleNode.valueOf(value);
  }
}
