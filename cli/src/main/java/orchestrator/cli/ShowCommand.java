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
import orchestrator.cli.text.Entries;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Widths;
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
    List<Values.Entry> values = Values.entries(asset);
    int names =
        values.stream().mapToInt(value -> Widths.of(Escapes.oneLine(value.path()))).max().orElse(0);
    Entries entries = new Entries(out(), terminal(), names);
    values.forEach(value -> entries.add(value.path(), value.text()));
  }
}
