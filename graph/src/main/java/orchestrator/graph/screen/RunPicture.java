package orchestrator.graph.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Style;
import orchestrator.cli.text.Terminal;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.run.NodeReport;

/** Draws a graph that runs: a bar for each state, and what runs now. */
public final class RunPicture {
  private static final int BAR = 30;
  private static final int MOST_RUNNING = 8;

  private final Terminal terminal;

  /** Draws for a terminal. */
  public RunPicture(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The lines of a picture. */
  public List<String> lines(String name, GraphView graph, List<NodeReport> nodes, Instant now) {
    Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);
    nodes.forEach(node -> counts.merge(node.state(), 1, Integer::sum));
    List<String> lines = new ArrayList<>();
    lines.add(
        Style.BOLD.of(Escapes.oneLine(name), terminal)
            + "  "
            + graph.state().word()
            + "  %d of %d done".formatted(counts.getOrDefault(NodeState.SUCCESS, 0), nodes.size()));
    counts.forEach(
        (state, count) ->
            lines.add(
                "  %-12s %s %d"
                    .formatted(
                        state.word(),
                        style(state).of(terminal.signs().bar(count, nodes.size(), BAR), terminal),
                        count)));
    List<NodeReport> running =
        nodes.stream()
            .filter(node -> node.state() == NodeState.RUNNING && node.started().isPresent())
            .sorted(Comparator.comparing(node -> node.started().orElseThrow()))
            .toList();
    running.stream()
        .limit(MOST_RUNNING)
        .forEach(
            node ->
                lines.add(
                    "  runs for %s: %s"
                        .formatted(
                            seconds(Duration.between(node.started().orElseThrow(), now)),
                            Escapes.oneLine(node.node().title()))));
    if (running.size() > MOST_RUNNING) {
      lines.add("  and %d more".formatted(running.size() - MOST_RUNNING));
    }
    return lines;
  }

  static Style style(NodeState state) {
    return switch (state) {
      case SUCCESS -> Style.GREEN;
      case FAILURE, CANCELED -> Style.RED;
      case NOTRUNNABLE, SKIPPED -> Style.YELLOW;
      case RUNNING -> Style.CYAN;
      case INITIAL, TORUN -> Style.FAINT;
    };
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", Math.max(0, time.toMillis()) / 1000.0);
  }
}
