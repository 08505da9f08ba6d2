package orchestrator.scenario.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops what a service runs. */
@Command(
    name = "stop",
    description = "Stop at once what a service of scenarios runs, and what waits there.",
    footer = {"", "Example:", "  orchestrator scenario stop --service 127.0.0.1:21000"})
final class StopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ServiceAddress service = new ServiceAddress();

  @Override
  public Integer call() {
    JsonNode unusedAnswer = service.post("/v1/scenario/stop");
    spec.commandLine().getOut().println("stopped");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
