package orchestrator.scenario.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * Makes settings of a scenario made by hand: some nodes, each of which sends a payload every so
 * many seconds.
 */
public final class HandMadeScenario {
  private static final List<String> KEYS =
      List.of("name", "description", "payloadSize", "period", "numberOfNodes");
  private static final int REPETITIONS = 1_000_000;
  private static final BigDecimal DEFAULT = BigDecimal.TEN;
  private static final int MOST_NODES = 10_000;

  private HandMadeScenario() {}

  /** Whether a JSON looks like one. */
  public static boolean matches(JsonNode json) {
    return json.has("numberOfNodes") && !json.has("nodes");
  }

  /**
   * Makes the settings.
   *
   * @param json an object of {@code numberOfNodes}, and if need be {@code name}, {@code
   *     description}, {@code payloadSize} (bytes, default 10) and {@code period} (seconds, default
   *     10)
   * @throws ConversionException when a key is unknown or missing, or a value out of range
   */
  public static ObjectNode convert(JsonNode json) throws ConversionException {
    if (!json.isObject()) {
      throw new ConversionException("a scenario made by hand must be a JSON object");
    }
    for (var field : json.properties()) {
      if (!KEYS.contains(field.getKey())) {
        throw new ConversionException(
            "a scenario made by hand has no key %s; it has %s"
                .formatted(cut(field.getKey()), String.join(", ", KEYS)));
      }
    }
    text(json, "description");
    String name = text(json, "name");
    BigDecimal period = number(json, "period", "5", "30", "0.1");
    BigDecimal size = number(json, "payloadSize", "10", "1000", "10");
    if (!json.has("numberOfNodes")) {
      throw new ConversionException("numberOfNodes is missing");
    }
    BigDecimal nodes = number(json, "numberOfNodes", "1", Integer.toString(MOST_NODES), "1");

    ObjectNode settings = SettingsJson.settings(REPETITIONS);
    if (!name.isEmpty()) {
      settings.put("name", name);
    }
    for (int node = 0; node < nodes.intValueExact(); node++) {
      settings
          .withArray("nodes")
          .addObject()
          .put("name", Integer.toString(node))
          .putArray("transactions")
          .add(SettingsJson.step(period, size.intValueExact(), 1));
    }
    return settings;
  }

  private static String text(JsonNode json, String key) throws ConversionException {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new ConversionException(key + " must be text");
    }
    return value.textValue();
  }

  private static BigDecimal number(
      JsonNode json, String key, String least, String most, String step)
      throws ConversionException {
    JsonNode value = json.path(key);
    if (value.isMissingNode()) {
      return DEFAULT;
    }
    // What is longer is out of range, and slow to reckon with.
    if (value.isNumber() && Math.abs(value.doubleValue()) < Integer.MAX_VALUE) {
      BigDecimal number = value.decimalValue();
      if (number.compareTo(new BigDecimal(least)) >= 0
          && number.compareTo(new BigDecimal(most)) <= 0
          && number.remainder(new BigDecimal(step)).signum() == 0) {
        return number;
      }
    }
    throw new ConversionException(
        "%s must be a number from %s to %s in steps of %s".formatted(key, least, most, step));
  }

  private static String cut(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
