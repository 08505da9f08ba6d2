package orchestrator.graph.command;

import java.util.List;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what is wrong with files of graphs. */
@Command(
    name = "check",
    description = {
      "Tell what is wrong with graphs, a line for each fault; nothing runs.",
      "The exit code is 1 if something is."
    },
    footer = {"", "Example:", "  orchestrator graph check site.yaml night.dot"})
final class CheckCommand extends FileCommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The graphs; - for standard input.")
  private List<String> files = List.of();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  CheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Exit exit = Exit.DONE;
    for (String file : files) {
      try {
        Graph graph =
            reading.read(source(file), source(reading.inputs()), this::warn).gorch().graph();
        int nodes = graph.nodes().size();
        int edges = graph.edges().size();
        out().println(shown(file) + ": fine, " + nodes + " nodes and " + edges + " edges");
      } catch (FaultyGraphException e) {
        FaultLines.of(shown(file), e).forEach(out()::println);
        exit = Exit.FAILED;
      } catch (CommandFailedException e) {
        if (e.exit() == Exit.WRONG_USE) {
          throw e;
        }
        out().println(shown(file) + ": " + e.getMessage());
        exit = Exit.FAILED;
      }
    }
    out().flush();
    return exit.code();
  }
}
