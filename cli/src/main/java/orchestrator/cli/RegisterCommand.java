package orchestrator.cli;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Optional;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Documents;
import orchestrator.cli.message.Fields;
import orchestrator.cli.message.Rpcs;
import orchestrator.cli.noun.Noun;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.AssetKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Registers what a file describes. What the same organization has registered before with the same
 * content counts as done, so that a file may be registered again.
 */
@Command(name = "register")
final class RegisterCommand extends ServerCommand {
  private final Noun noun;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "YAML or JSON, of one asset or several; - for standard input.")
  private Optional<String> file = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  RegisterCommand(Surroundings surroundings, Noun noun) {
    super(surroundings);
    this.noun = noun;
  }

  @Override
  Exit run(OrchestratorClient client) {
    MethodDescriptor<Message, Message> rpc = noun.registerRpc().orElseThrow();
    Message empty = Rpcs.request(rpc);
    Optional<FieldDescriptor> batch = Fields.messages(empty.getDescriptorForType());
    List<Message> described =
        file.map(
                name ->
                    Documents.messages(
                        name,
                        surroundings().input(),
                        batch
                            .<Message>map(
                                it -> DynamicMessage.getDefaultInstance(it.getMessageType()))
                            .orElse(empty)))
            .orElseGet(() -> withoutFile(noun, empty));
    if (described.isEmpty()) {
      throw CommandFailedException.wrongUse(file.orElseThrow() + ": it describes nothing");
    }
    Printer printer = new Printer(out(), terminal(), noun, output.format());
    try {
      if (batch.isPresent()) {
        Message all = empty.toBuilder().setField(batch.orElseThrow(), described).build();
        Message answer = client.callAgain(rpc, all);
        Fields.list(answer, Fields.messages(answer.getDescriptorForType()).orElseThrow())
            .forEach(printer::add);
      } else {
        described.forEach(each -> printer.add(client.callAgain(rpc, each)));
      }
    } finally {
      // Of several, those before the one that was refused are registered.
      if (!printer.isEmpty()) {
        printer.flush();
      }
    }
    return Exit.DONE;
  }

  /** An organization is registered by who calls; all else has to be described. */
  private static List<Message> withoutFile(Noun noun, Message empty) {
    if (noun.kind() == AssetKind.ASSET_ORGANIZATION) {
      return List.of(empty);
    }
    throw CommandFailedException.wrongUse("-f FILE is needed: what is to be registered");
  }
}
