package orchestrator.flow;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the way through a flow as a text. */
final class FlowText {
  private final Iterator<Visit> visits;

  private FlowText(Iterator<Visit> visits) {
    this.visits = visits;
  }

  /**
   * Writes a flow as one line of text.
   *
   * @param visits in the order of the nodes, with the names that they have in the flow
   */
  static String of(List<Node> nodes, List<Visit> visits) {
    return new FlowText(visits.iterator()).way(nodes) + " -> end";
  }

  private String way(List<Node> nodes) {
    return nodes.stream().map(this::text).collect(Collectors.joining(" -> "));
  }

  private String text(Node node) {
    if (node instanceof Node.Change change) {
      return change.name();
    } else if (node instanceof Node.Choice choice) {
      return choice.cases().stream()
          .map(way -> way.name() + ": " + wayOrNothing(way.body()))
          .collect(Collectors.joining(" | ", choice.name() + "(", ")"));
    } else if (node instanceof Node.Fork fork) {
      return fork.branches().stream()
          .map(way -> way.name() + ": " + wayOrNothing(way.body()))
          .collect(Collectors.joining(" & ", fork.name() + "(", ")"));
    } else if (node instanceof Node.Loop loop) {
      return loop.name() + "(" + way(loop.body()) + ", at most " + loop.limit() + " times)";
    } else if (node instanceof Node.Sub sub) {
      return way(sub.body());
    }
    return visits.next().name();
  }

  private String wayOrNothing(List<Node> nodes) {
    return nodes.isEmpty() ? "as it is" : way(nodes);
  }
}
