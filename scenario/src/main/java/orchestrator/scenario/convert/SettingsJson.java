package orchestrator.scenario.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** Writes and unwraps the JSON of settings. */
public final class SettingsJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SettingsJson() {}

  /**
   * Takes the settings out of a stored scenario, which has them under {@code logContent}.
   *
   * @param json a stored scenario, or settings
   * @return the settings as they are; anything else unchanged
   */
  public static JsonNode unwrap(JsonNode json) {
    JsonNode content = json.path("logContent");
    return content.isObject() ? content : json;
  }

  /** Settings with no nodes yet, which go to {@code nodes}. */
  static ObjectNode settings(int repetitions) {
    ObjectNode settings = NODES.objectNode();
    settings.put("repetitions", repetitions);
    settings.putArray("nodes");
    return settings;
  }

  /** A step without a date. */
  static ObjectNode step(BigDecimal delta, int size, int quantity) {
    ObjectNode step = NODES.objectNode();
    step.set("delta", plain(delta));
    step.put("size", size);
    step.put("quantity", quantity);
    return step;
  }

  /** A number as people write it: 40, 0.5. */
  private static JsonNode plain(BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    return bare.scale() <= 0 ? NODES.numberNode(bare.longValueExact()) : DecimalNode.valueOf(bare);
  }
}
