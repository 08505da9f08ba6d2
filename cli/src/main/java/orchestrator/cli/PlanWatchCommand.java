package orchestrator.cli;

import java.util.Optional;
import orchestrator.cli.OutputOptions.Format;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.noun.Nouns;
import orchestrator.cli.plan.PlanWatch;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Watches a plan until nothing in it can go on. */
@Command(
    name = "watch",
    description = {
      "Watch a plan until nothing in it can go on: its tasks by status and rank, the rate, what executes,"
          + " and what failed and why.",
      "In a pipe, a line for each change. Exit code 0 only when each task is done."
    },
    footer = {"", "Example:", "  orchestrator plan watch 3f2a1c5e && echo done"})
final class PlanWatchCommand extends ServerCommand {
  private final Noun plan = Nouns.PLAN.noun();

  @Parameters(paramLabel = "KEY", description = "The key, or how it begins.")
  private String key = "";

  @Mixin private OutputOptions output = new OutputOptions();

  PlanWatchCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Optional<Noun> nounOf(String option) {
    return option.isEmpty() ? Optional.of(plan) : Optional.empty();
  }

  @Override
  Exit run(OrchestratorClient client) throws InterruptedException {
    String found = key(client, plan, key);
    PlanWatch watch = new PlanWatch(client);
    if (output.format() == Format.table) {
      return watch.shown(found, out(), terminal());
    }
    Printer printer = new Printer(out(), terminal(), Nouns.EVENT.noun(), output.format());
    return watch.events(
        found,
        event -> {
          printer.add(event);
          printer.flush();
        },
        out());
  }
}
