package orchestrator.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Writes what lets a shell complete commands, options and keys; the shell then asks the program.
 */
@Command(
    name = "completion",
    description = "Write what lets a shell complete commands, options and keys.",
    footer = {"", "Example:", "  source <(orchestrator completion bash)"})
final class CompletionCommand implements Callable<Integer> {
  private static final Map<String, String> SCRIPTS =
      Map.of(
          "bash",
          """
          _orchestrator() {
            local line
            COMPREPLY=()
            while IFS= read -r line; do
              COMPREPLY+=("$(printf '%q' "$line")")
            done < <("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
          }
          complete -o default -F _orchestrator orchestrator
          """,
          "zsh",
          """
          #compdef orchestrator
          _orchestrator() {
            local -a candidates
            candidates=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            [[ -n "${candidates[1]}" ]] && compadd -a candidates || _files
          }
          compdef _orchestrator orchestrator
          """,
          "fish",
          """
          function __orchestrator_complete
            set -l words (commandline -opc) (commandline -ct)
            command $words[1] complete -- $words[2..-1] 2>/dev/null
          end
          complete -c orchestrator -a '(__orchestrator_complete)'
          """);

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  @Override
  public Integer call() {
    String script = SCRIPTS.get(shell);
    if (script == null) {
      throw CommandFailedException.wrongUse(
          "there is no completion for \"" + shell + "\", but for bash, zsh and fish");
    }
    command.commandLine().getOut().print(script);
    command.commandLine().getOut().flush();
    return Exit.DONE.code();
  }
}
