package orchestrator.scenario.convert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes settings of the log of a simulation: who did something there at some time sends a payload
 * at that time.
 */
public final class XesScenario {
  private static final int NANO_DIGITS = 9;

  private XesScenario() {}

  /**
   * Makes the settings.
   *
   * @param log XES, at most 256 MiB of it; left open
   * @throws ConversionException when it is no XES, or has no event that says who sends how much
   */
  public static ObjectNode convert(InputStream log) throws ConversionException {
    List<XesEvent> events = XesLog.read(log);
    if (events.isEmpty()) {
      throw new ConversionException(
          "the log has no event of four texts, among them org:resource and one with .payload in its"
              + " key");
    }
    Instant begin = events.get(0).time();
    Map<String, List<XesEvent>> nodes = new LinkedHashMap<>();
    for (XesEvent event : events) {
      begin = event.time().isBefore(begin) ? event.time() : begin;
      nodes.computeIfAbsent(event.resource(), name -> new ArrayList<>()).add(event);
    }
    ObjectNode settings = SettingsJson.settings(1);
    for (var node : nodes.entrySet()) {
      ArrayNode steps =
          settings
              .withArray("nodes")
              .addObject()
              .put("name", node.getKey())
              .putArray("transactions");
      node.getValue().sort(Comparator.comparing(XesEvent::time));
      addSteps(node.getValue(), begin, steps);
    }
    return settings;
  }

  private static void addSteps(List<XesEvent> events, Instant begin, ArrayNode steps) {
    Instant before = begin;
    int i = 0;
    while (i < events.size()) {
      XesEvent event = events.get(i);
      int quantity = 1;
      while (i + quantity < events.size() && event.isLike(events.get(i + quantity))) {
        quantity++;
      }
      steps.add(
          SettingsJson.step(seconds(before, event.time()), event.size(), quantity)
              .put("date", event.date()));
      before = event.time();
      i += quantity;
    }
  }

  private static BigDecimal seconds(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return BigDecimal.valueOf(between.getSeconds())
        .add(BigDecimal.valueOf(between.getNano(), NANO_DIGITS));
  }
}
