package orchestrator.graph.command;

import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.Exit;
import orchestrator.graph.format.Formats;
import orchestrator.graph.format.ReadOptions;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.FaultyGraphException;
import picocli.CommandLine.Command;

/** Converts a gorch to DOT, from standard input to standard output. */
@Command(
    name = "gorch2dot",
    description = "Read a gorch from standard input, and write it in DOT to standard output.",
    footer = {"", "Example:", "  orchestrator gorch2dot < graph.json | dot -Tpng > graph.png"})
final class GorchToDotCommand extends FileCommand {
  GorchToDotCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    try {
      GraphView graph =
          Formats.read(Formats.named("gorch").orElseThrow(), source("-"), ReadOptions.DEFAULT);
      ConvertCommand.print(graph, Formats.named("dot").orElseThrow(), this);
      return Exit.DONE.code();
    } catch (FaultyGraphException e) {
      return faulty("-", e);
    }
  }
}
