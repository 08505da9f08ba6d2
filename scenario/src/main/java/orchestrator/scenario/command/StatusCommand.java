package orchestrator.scenario.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import orchestrator.cli.text.Escapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what a service does. */
@Command(
    name = "status",
    description = "Tell what a service of scenarios runs, and which nodes it knows.",
    footer = {"", "Example:", "  orchestrator scenario status --service 127.0.0.1:21000"})
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ServiceAddress service = new ServiceAddress();

  @Option(names = "--json", description = "Tell it as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode status = service.get("/v1/scenario");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(status);
    } else {
      tell(status, out);
    }
    out.flush();
    return 0;
  }

  private static void tell(JsonNode status, PrintWriter out) {
    String run = status.path("run").asText();
    out.println(
        status.path("running").asBoolean()
            ? "run " + run + " is running"
            : run.isEmpty() ? "nothing has run" : "run " + run + " is over");
    String stage = status.path("stage").asText();
    if (!stage.equals("idle")) {
      out.println("newer settings: " + Escapes.oneLine(stage.replace('_', ' ')));
    }
    JsonNode all = status.path("totals").path("all");
    if (all.isObject()) {
      out.printf(
          Locale.ROOT,
          "%.1f s: %d intended, %d sent, %d committed, %d failed%n",
          status.path("totals").path("seconds").asDouble(),
          all.path("intended").asLong(),
          all.path("sent").asLong(),
          all.path("committed").asLong(),
          all.path("failed").asLong());
    }
    for (JsonNode node : status.path("nodes")) {
      String label = Escapes.oneLine(node.path("node").asText());
      // One without a name is called by its number.
      out.println(
          (label.startsWith("node ") ? label : "node " + label)
              + " is "
              + Escapes.oneLine(node.path("state").asText()));
    }
    status
        .path("failed_registrations")
        .forEach(failure -> out.println(Escapes.oneLine(failure.asText())));
  }
}
