package orchestrator.app;

import java.util.concurrent.Callable;
import orchestrator.server.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() {
    command.commandLine().getOut().println(Version.current().text());
    return 0;
  }
}
