package orchestrator.cli;

import java.util.Optional;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.noun.Nouns;
import orchestrator.cli.plan.GraphFormat;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the graph of a plan's tasks. */
@Command(
    name = "graph",
    description = "Write the graph of a plan's tasks, coloured by status.",
    footer = {"", "Example:", "  orchestrator plan graph 3f2a1c5e --format svg > plan.svg"})
final class PlanGraphCommand extends ServerCommand {
  @Parameters(paramLabel = "KEY", description = "The key, or how it begins.")
  private String key = "";

  @Option(
      names = "--format",
      defaultValue = "dot",
      paramLabel = "FORMAT",
      description = "dot (Graphviz), mermaid or svg (default ${DEFAULT-VALUE}).")
  private GraphFormat format = GraphFormat.dot;

  PlanGraphCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Optional<Noun> nounOf(String option) {
    return option.isEmpty() ? Optional.of(Nouns.PLAN.noun()) : Optional.empty();
  }

  @Override
  Exit run(OrchestratorClient client) {
    out().print(format.of(client, key(client, Nouns.PLAN.noun(), key)));
    return Exit.DONE;
  }
}
