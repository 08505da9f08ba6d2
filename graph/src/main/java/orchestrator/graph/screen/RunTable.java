package orchestrator.graph.screen;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import orchestrator.cli.text.Table;
import orchestrator.cli.text.Terminal;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.run.NodeReport;

/** Prints what each node of a graph came to. */
public final class RunTable {
  /** A table longer than this tells only of nodes that did not succeed. */
  private static final int MOST = 200;

  private RunTable() {}

  /** Prints the table. */
  public static void print(List<NodeReport> nodes, PrintWriter out, Terminal terminal) {
    List<NodeReport> shown =
        nodes.size() <= MOST
            ? nodes
            : nodes.stream().filter(node -> node.state() != NodeState.SUCCESS).toList();
    Table table =
        new Table(out, terminal, List.of("NODE", "STATE", "TIME", "TRIES", "OUTPUTS", "LOG"));
    for (NodeReport node : shown) {
      table.add(
          List.of(
              node.node().title(),
              node.reason().isEmpty()
                  ? node.state().word()
                  : node.state().word() + ": " + node.reason(),
              time(node),
              node.tries() == 0 ? "" : Integer.toString(node.tries()),
              outputs(node.outputs()),
              node.log().map(Object::toString).orElse("")));
    }
    table.flush();
    if (shown.size() < nodes.size()) {
      out.println("%d nodes succeeded".formatted(nodes.size() - shown.size()));
    }
  }

  private static String time(NodeReport node) {
    return node.started().isEmpty() || node.stopped().isEmpty()
        ? ""
        : RunPicture.seconds(Duration.between(node.started().get(), node.stopped().get()));
  }

  private static String outputs(Map<String, String> outputs) {
    return outputs.entrySet().stream()
        .map(output -> output.getKey() + "=" + output.getValue())
        .collect(Collectors.joining(" "));
  }
}
