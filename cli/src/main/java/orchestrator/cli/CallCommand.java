package orchestrator.cli;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.util.Iterator;
import java.util.Optional;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Documents;
import orchestrator.cli.message.Json;
import orchestrator.cli.message.Rpcs;
import orchestrator.client.ApiServices;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls any rpc with a request in JSON. */
@Command(
    name = "call",
    description = "Call any rpc of the API with a request in JSON; the answer is JSON.",
    footer = {
      "",
      "Example:",
      "  orchestrator call FunctionService/QueryFunctions -d '{\"page_size\": 5}'"
    })
final class CallCommand extends ServerCommand {
  @Parameters(
      paramLabel = "SERVICE/METHOD",
      description = "The rpc, such as FunctionService/GetFunction.")
  private String name = "";

  @Option(
      names = {"-d", "--data"},
      paramLabel = "JSON",
      description = "The request; @FILE for what is in a file, - for standard input (default {}).")
  private Optional<String> data = Optional.empty();

  CallCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Exit run(OrchestratorClient client) {
    MethodDescriptor<Message, Message> rpc = Rpcs.find(name).orElseThrow(() -> unknown(name));
    Message request = request(rpc);
    if (rpc.getType() == MethodDescriptor.MethodType.UNARY) {
      out().println(Json.line(client.call(rpc, request)));
      return Exit.DONE;
    }
    try {
      Iterator<Message> answers =
          ClientCalls.blockingServerStreamingCall(client.grpc(), rpc, CallOptions.DEFAULT, request);
      while (answers.hasNext()) {
        out().println(Json.line(answers.next()));
        if (out().checkError()) {
          break;
        }
      }
    } catch (StatusRuntimeException e) {
      throw OrchestratorException.of(name, e);
    }
    return Exit.DONE;
  }

  private Message request(MethodDescriptor<Message, Message> rpc) {
    String given = data.orElse("{}");
    String json =
        given.equals("-")
            ? Documents.text("-", surroundings().input())
            : given.startsWith("@")
                ? Documents.text(given.substring(1), surroundings().input())
                : given;
    try {
      return Json.parse(json, Rpcs.request(rpc));
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.wrongUse("the request of " + name + ": " + e.getMessage());
    }
  }

  private static CommandFailedException unknown(String name) {
    String service = name.replaceFirst("^orchestrator\\.", "").replaceFirst("/.*", "");
    return CommandFailedException.wrongUse(
        ApiServices.names().contains(service)
            ? "there is no rpc %s; %s has %s"
                .formatted(name, service, String.join(", ", Rpcs.methods(service)))
            : "there is no rpc %s, which would be SERVICE/METHOD; the services are %s"
                .formatted(name, String.join(", ", ApiServices.names())));
  }
}
