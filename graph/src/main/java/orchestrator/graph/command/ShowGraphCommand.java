package orchestrator.graph.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.text.Table;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.Steps;
import orchestrator.graph.model.Topology;
import orchestrator.graph.screen.RunOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the nodes of a graph in the order in which they can run. */
@Command(
    name = "show",
    description =
        "Show the nodes of a graph in the order in which they can run, and what each waits for.",
    footer = {"", "Example:", "  orchestrator graph show night.dot"})
final class ShowGraphCommand extends FileCommand {
  /** More predecessors than these are counted. */
  private static final int MOST = 12;

  @Parameters(paramLabel = "FILE", description = "The graph; - for standard input.")
  private String file = "";

  @Mixin private ReadingOptions reading = new ReadingOptions();

  ShowGraphCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    try {
      show(reading.read(source(file), source(reading.inputs()), this::warn).gorch().graph());
      return Exit.DONE.code();
    } catch (FaultyGraphException e) {
      return faulty(file, e);
    }
  }

  private void show(Graph graph) {
    Topology topology = Topology.of(graph);
    Steps steps = Steps.of(topology);
    List<Node> nodes = new ArrayList<>(graph.nodes());
    nodes.sort(
        Comparator.comparingInt((Node node) -> steps.of(node.id())).thenComparingInt(Node::id));
    Table table =
        new Table(
            out(),
            surroundings().terminal(),
            List.of("STEP", "ID", "NAME", "ENGINE", "TARGET", "WAITS FOR"));
    for (Node node : nodes) {
      table.add(
          List.of(
              Integer.toString(steps.of(node.id()) + 1),
              Integer.toString(node.id()),
              node.name(),
              node.effectiveEngine(),
              node.target(),
              ids(topology.predecessors(node.id()))));
    }
    table.flush();
    out().println(RunOrder.size(graph, steps));
    out().flush();
  }

  private static String ids(int[] before) {
    String shown =
        IntStream.of(Arrays.copyOf(before, Math.min(MOST, before.length)))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "));
    return before.length > MOST ? shown + " and " + (before.length - MOST) + " more" : shown;
  }
}
