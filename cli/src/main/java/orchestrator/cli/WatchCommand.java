package orchestrator.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.noun.Noun;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.event.EventFollower;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes each change of some assets, from now on. */
@Command(name = "watch")
final class WatchCommand extends ServerCommand {
  private final Noun noun;

  @Parameters(
      paramLabel = "KEY",
      arity = "0..*",
      description = "Only of this asset: its key, or how it begins.")
  private List<String> keys = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  WatchCommand(Surroundings surroundings, Noun noun) {
    super(surroundings);
    this.noun = noun;
  }

  @Override
  Optional<Noun> nounOf(String option) {
    return option.isEmpty() ? Optional.of(noun) : Optional.empty();
  }

  @Override
  Exit run(OrchestratorClient client) {
    Set<String> wanted = new HashSet<>();
    keys.forEach(key -> wanted.add(key(client, noun, key)));
    Printer printer = EventTail.printer(out(), terminal(), output.format());
    printer.flush();
    EventTail.run(
        EventFollower.of(client).fromNow(),
        printer,
        event ->
            event.getAssetKind() == noun.kind()
                && (wanted.isEmpty() || wanted.contains(event.getAssetKey())));
    return Exit.DONE;
  }
}
