package orchestrator.cli;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.cli.OutputOptions.Format;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Values;
import orchestrator.cli.noun.Assets;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Style;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows all that is known of assets. */
@Command(name = "show")
final class ShowCommand extends ServerCommand {
  private final Noun noun;

  @Parameters(paramLabel = "KEY", arity = "1..*", description = "The key, or how it begins.")
  private List<String> keys = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  ShowCommand(Surroundings surroundings, Noun noun) {
    super(surroundings);
    this.noun = noun;
  }

  @Override
  Optional<Noun> nounOf(String option) {
    return option.isEmpty() ? Optional.of(noun) : Optional.empty();
  }

  @Override
  Exit run(OrchestratorClient client) {
    Printer printer = new Printer(out(), terminal(), noun, output.format());
    boolean isFirst = true;
    for (String key : keys) {
      Message asset = Assets.get(client, noun, key(client, noun, key));
      if (output.format() == Format.table) {
        if (!isFirst) {
          out().println();
        }
        describe(asset);
      } else {
        printer.add(asset);
      }
      isFirst = false;
    }
    return Exit.DONE;
  }

  private void describe(Message asset) {
    List<Values.Entry> entries = Values.entries(asset);
    int width = entries.stream().mapToInt(entry -> entry.path().length()).max().orElse(0);
    for (Values.Entry entry : entries) {
      String path = Escapes.oneLine(entry.path());
      out()
          .println(
              Style.BOLD.of(path, terminal())
                  + " ".repeat(Math.max(0, width - path.length()) + 2)
                  + Style.ofStatus(entry.text()).of(Escapes.oneLine(entry.text()), terminal()));
    }
  }
}
