package orchestrator.scenario.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Says what a run has come to until now, or in the end.
 *
 * @param seconds since it began, or how long it took
 * @param all of all nodes together
 * @param nodes in the order of the settings' entries
 * @param fault why its file is not whole; empty if it is, or if there is none
 */
public record Totals(double seconds, Figures all, List<NodeFigures> nodes, Optional<String> fault) {
  /** Copies the list. */
  public Totals {
    nodes = List.copyOf(nodes);
  }

  /** How many transactions a second ended well. */
  public double rate() {
    return seconds > 0 ? all.succeeded() / seconds : 0;
  }

  /**
   * These as JSON, for an answer.
   *
   * @param most how many nodes it tells of
   */
  public ObjectNode json(int most) {
    ObjectNode json = ReportJson.MAPPER.createObjectNode();
    json.put("seconds", seconds);
    json.put("rate", Math.round(rate() * 1000) / 1000.0);
    ReportJson.write(all, json.putObject("all"));
    json.put("under_way", all.underWay());
    ArrayNode list = json.putArray("nodes");
    nodes.stream()
        .limit(most)
        .forEach(
            node -> {
              ObjectNode one = list.addObject();
              one.put("entry", node.entry());
              one.put("name", node.name());
              one.put("node", node.node());
              ReportJson.write(node.figures(), one);
              one.put("under_way", node.figures().underWay());
            });
    json.put("more_nodes", Math.max(0, nodes.size() - most));
    fault.ifPresent(text -> json.put("fault", text));
    return json;
  }
}
