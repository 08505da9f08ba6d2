package orchestrator.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Words;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.event.EventFollower;
import orchestrator.client.event.EventFollowerBuilder;
import orchestrator.proto.AssetKind;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the channel's events as they happen. */
@Command(
    name = "tail",
    description = "Write the channel's events as they happen, until it is ended.",
    footer = {"", "Example:", "  orchestrator event tail --kind plan --kind task"})
final class EventTailCommand extends ServerCommand {
  @Option(
      names = "--since",
      paramLabel = "ID",
      description =
          "Begin right behind this event; \"\" for the channel's first event (default: from now on).")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description = "Only of this kind of asset, as plan or task; may be given again.")
  private List<String> kinds = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  /** Lists the words for kinds. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Words.all(AssetKind.getDescriptor()).iterator();
    }
  }

  EventTailCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Exit run(OrchestratorClient client) {
    Set<AssetKind> wanted = EnumSet.noneOf(AssetKind.class);
    kinds.forEach(kind -> wanted.add(kind(kind)));
    EventFollowerBuilder from = from(client);
    Printer printer = EventTail.printer(out(), terminal(), output.format());
    if (since.orElse("").isEmpty()) {
      // The heading; behind an event that may not be there it comes with the first one.
      printer.flush();
    }
    EventTail.run(
        from, printer, event -> wanted.isEmpty() || wanted.contains(event.getAssetKind()));
    return Exit.DONE;
  }

  private EventFollowerBuilder from(OrchestratorClient client) {
    EventFollowerBuilder follower = EventFollower.of(client);
    if (since.isEmpty()) {
      return follower.fromNow();
    }
    // A follower waits for a server that is away; a person wants to hear of it.
    client.call(
        EventServiceGrpc.getQueryEventsMethod(),
        QueryEventsParam.newBuilder().setPageSize(1).build());
    return since.orElseThrow().isEmpty() ? follower : follower.after(since.orElseThrow());
  }

  private static AssetKind kind(String text) {
    return Words.find(AssetKind.getDescriptor(), text)
        .map(value -> AssetKind.forNumber(value.getNumber()))
        .orElseThrow(
            () ->
                CommandFailedException.wrongUse(
                    "--kind must be one of "
                        + String.join(", ", Words.all(AssetKind.getDescriptor()))
                        + ", not \""
                        + text
                        + "\""));
  }
}
