package orchestrator.scenario.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.text.Escapes;
import orchestrator.scenario.proxy.ProxyTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the kinds of proxies. */
@Command(
    name = "proxies",
    description = "List the kinds of proxies, and the options of each.",
    footer = {"", "Example:", "  orchestrator scenario proxies --proxy-path mine.jar"})
final class ProxiesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--proxy-path",
      paramLabel = "JAR",
      description = "A jar, or a folder of classes, in which proxies of one's own are looked for.")
  private List<Path> path = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ProxyTypes types = ProxyTypes.of(path)) {
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
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.wrongUse(e.getMessage());
    }
    out.flush();
    return 0;
  }
}
