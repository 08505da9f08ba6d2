package orchestrator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.text.Escapes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what can stand in the place of the last word; the scripts for shells call it. */
@Command(name = "complete", hidden = true)
final class CompleteCommand implements Callable<Integer> {
  private final Completer completer;
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters private List<String> words = new ArrayList<>();

  CompleteCommand(Surroundings surroundings, Map<String, Supplier<CommandLine>> commands) {
    this.completer = new Completer(surroundings, commands);
  }

  @Override
  public Integer call() {
    completer
        .complete(words)
        // A line each: what has no place in a line cannot be completed.
        .filter(candidate -> !Escapes.needs(candidate))
        .forEach(candidate -> command.commandLine().getOut().println(candidate));
    command.commandLine().getOut().flush();
    return Exit.DONE.code();
  }
}
