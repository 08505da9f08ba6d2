package orchestrator.cli;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.noun.Noun;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Cancels assets; what is cancelled already counts as done. */
@Command(name = "cancel")
final class CancelCommand extends ServerCommand {
  private final Noun noun;

  @Parameters(paramLabel = "KEY", arity = "1..*", description = "The key, or how it begins.")
  private List<String> keys = new ArrayList<>();

  CancelCommand(Surroundings surroundings, Noun noun) {
    super(surroundings);
    this.noun = noun;
  }

  @Override
  Optional<Noun> nounOf(String option) {
    return option.isEmpty() ? Optional.of(noun) : Optional.empty();
  }

  @Override
  Exit run(OrchestratorClient client) {
    // All are looked up before the first is cancelled: of a wrong list nothing is done.
    List<String> found = keys.stream().map(key -> key(client, noun, key)).toList();
    for (String key : found) {
      Message unused = client.callAgain(noun.cancelRpc(), noun.cancelRequest(key));
      out().println(noun.name() + " " + key + " is cancelled");
    }
    return Exit.DONE;
  }
}
