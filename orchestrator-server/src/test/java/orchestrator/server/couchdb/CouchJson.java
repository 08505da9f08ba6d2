package orchestrator.server.couchdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a database makes of JSON by reading it and writing it again, at its worst. */
final class CouchJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CouchJson() {}

  /** The document that is read back: numbers went through doubles, and zero has lost its sign. */
  static JsonNode held(String document) {
    try {
      return JSON.readTree(JSON.writeValueAsString(withDoubles(JSON.readTree(document))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(document, e);
    }
  }

  private static JsonNode withDoubles(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(member -> object.set(member.getKey(), withDoubles(member.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> array.add(withDoubles(item)));
      return array;
    }
    // Adding a zero takes the sign from another one.
    return node.isNumber() ? DoubleNode.valueOf(node.doubleValue() + 0.0) : node;
  }
}
