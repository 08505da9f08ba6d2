package orchestrator.scenario.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import orchestrator.cli.text.Escapes;
import orchestrator.scenario.proxy.ProxyTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the kinds of proxies. */
@Command(
    name = "proxies",
    description = "List the kinds of proxies, and the options of each.",
    footer = {"", "Example:", "  orchestrator scenario proxies --proxy-path mine.jar"})
final class ProxiesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProxyPath path = new ProxyPath();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ProxyTypes types = path.types()) {
      types
          .all()
          .forEach(
              type -> {
                out.println(
                    Escapes.oneLine(type.name()) + ": " + Escapes.oneLine(type.description()));
                type.options()
                    .forEach(
                        (name, meaning) ->
                            out.println(
                                "  " + Escapes.oneLine(name) + ": " + Escapes.oneLine(meaning)));
              });
    }
    out.flush();
    return 0;
  }
}
