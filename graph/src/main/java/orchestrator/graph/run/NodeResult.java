package orchestrator.graph.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what a node came to, as the artefact that its task has put out.
 *
 * @param succeeded whether the work was done
 * @param args what it was started with
 * @param output what it has put out
 * @param tries how many times it was tried
 * @param started when the last try began, in milliseconds since 1970
 * @param stopped when it ended, in milliseconds since 1970
 * @param reason why it failed; empty when it did not
 * @param log the checksum of the artefact with its log; empty when it wrote nothing
 */
record NodeResult(
    boolean succeeded,
    List<String> args,
    Map<String, String> output,
    int tries,
    long started,
    long stopped,
    String reason,
    String log) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  NodeResult {
    args = List.copyOf(args);
    output = new TreeMap<>(output);
  }

  byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result has no JSON", e);
    }
  }

  /** The result that bytes are; empty when they are none. */
  static Optional<NodeResult> of(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, NodeResult.class));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
