package orchestrator.cli;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Rpcs;
import orchestrator.cli.noun.Assets;
import orchestrator.cli.noun.Filter;
import orchestrator.cli.noun.Noun;
import orchestrator.cli.noun.Nouns;
import orchestrator.client.OrchestratorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists assets. */
@Command(name = "list")
final class ListCommand extends ServerCommand {
  /** After so many it is looked whether anybody still reads. */
  private static final int LOOK_UP = 100;

  private static final String MODELS_OF_A_TASK = "ModelService/GetComputeTaskOutputModels";

  private final Noun noun;
  private final Optional<MethodDescriptor<Message, Message>> rpc;
  private final List<Filter> filters;

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--limit", paramLabel = "N", description = "No more than so many (default: all).")
  private Optional<Long> limit = Optional.empty();

  ListCommand(Surroundings surroundings, Noun noun) {
    super(surroundings);
    this.noun = noun;
    this.rpc = noun.listRpc().or(() -> ofATask(noun));
    this.filters = rpc.map(Rpcs::request).map(Filter::of).orElse(List.of());
  }

  /** Models have no rpc that lists all of them, but one that lists those of a task. */
  private static Optional<MethodDescriptor<Message, Message>> ofATask(Noun noun) {
    return noun.name().equals("model") ? Optional.of(Rpcs.get(MODELS_OF_A_TASK)) : Optional.empty();
  }

  List<Filter> filters() {
    return filters;
  }

  @Override
  Optional<Noun> nounOf(String option) {
    return filters.stream()
        .filter(filter -> filter.option().equals(option))
        .findFirst()
        .flatMap(Filter::noun)
        .map(Nouns::noun);
  }

  @Override
  Exit run(OrchestratorClient client) {
    long most = limit.orElse(Long.MAX_VALUE);
    if (most < 1) {
      throw CommandFailedException.wrongUse("--limit must be at least 1, not " + most);
    }
    Printer printer = new Printer(out(), terminal(), noun, output.format());
    Iterator<Message> assets = assets(client, most).limit(most).iterator();
    for (long seen = 1; assets.hasNext(); seen++) {
      printer.add(assets.next());
      if (seen % LOOK_UP == 0 && printer.isClosed()) {
        return Exit.DONE;
      }
    }
    printer.flush();
    return Exit.DONE;
  }

  private Stream<Message> assets(OrchestratorClient client, long most) {
    boolean isFiltered = filters.stream().anyMatch(filter -> filter.isIn(parsed()));
    if (noun.listRpc().isEmpty() && !isFiltered) {
      return Assets.all(client, noun);
    }
    Message.Builder request = Rpcs.request(rpc.orElseThrow()).toBuilder();
    filters.stream()
        .filter(filter -> filter.isIn(parsed()))
        .forEach(filter -> filter.fill(request, parsed(), client));
    return Assets.list(client, rpc.orElseThrow(), request.build(), most);
  }
}
