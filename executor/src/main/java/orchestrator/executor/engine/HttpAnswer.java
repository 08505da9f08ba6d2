package orchestrator.executor.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds the last answer of a service.
 *
 * @param status of HTTP
 * @param body as text
 */
record HttpAnswer(int status, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The wanted outputs with what the answer has for them: {@code status}, {@code body}, and the
   * fields of a JSON object; what is no text, number, true or false is given as JSON.
   */
  Map<String, String> outputs(Map<String, String> wanted) {
    Map<String, String> outputs = new TreeMap<>(wanted);
    if (wanted.isEmpty()) {
      return outputs;
    }
    Map<String, String> found = new TreeMap<>();
    try {
      JsonNode json = JSON.readTree(body);
      for (var field : json == null ? Map.<String, JsonNode>of().entrySet() : json.properties()) {
        JsonNode value = field.getValue();
        found.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
      }
    } catch (JsonProcessingException e) {
      // A body need not be JSON.
    }
    found.putIfAbsent("status", "" + status);
    found.putIfAbsent("body", body);
    outputs.replaceAll((name, value) -> found.getOrDefault(name, value));
    return outputs;
  }
}
