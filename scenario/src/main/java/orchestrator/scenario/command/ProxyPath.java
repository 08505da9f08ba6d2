package orchestrator.scenario.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.scenario.proxy.ProxyTypes;
import picocli.CommandLine.Option;

/** Reads the option that says where proxies of one's own are. */
final class ProxyPath {
  @Option(
      names = "--proxy-path",
      paramLabel = "JAR",
      description = "A jar, or a folder of classes, in which proxies of one's own are looked for.")
  private List<Path> path = new ArrayList<>();

  /** Kinds of proxies, those of one's own among them. */
  ProxyTypes types() {
    try {
      return ProxyTypes.of(path);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.wrongUse(e.getMessage());
    }
  }
}
