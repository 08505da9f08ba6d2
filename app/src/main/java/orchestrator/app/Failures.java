package orchestrator.app;

import java.util.Set;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.text.Escapes;
import orchestrator.server.StartException;
import orchestrator.server.Version;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.Similar;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers what goes wrong in a command: one line on standard error, and an exit code. */
final class Failures {
  private Failures() {}

  /** Gives every command {@code --help} and these answers; {@code --version} tells the build's. */
  static CommandLine handledBy(CommandLine root) {
    addHelp(root);
    root.setParameterExceptionHandler(
        (wrong, arguments) -> say(wrong.getCommandLine(), reason(wrong), ExitCode.USAGE));
    root.setExecutionExceptionHandler(Failures::execution);
    return root;
  }

  private static void addHelp(CommandLine command) {
    boolean hasHelp = command.getCommandSpec().optionsMap().containsKey("--help");
    if (!hasHelp) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .showDefaultValue(Visibility.NEVER)
                  .description("print this help")
                  .build());
    }
    if (command.getCommandSpec().optionsMap().containsKey("--version")) {
      command.getCommandSpec().versionProvider(() -> new String[] {Version.current().text()});
    }
    command.getSubcommands().values().forEach(Failures::addHelp);
  }

  /**
   * Of what is unknown only the first matters: what follows it may have been meant as its value.
   */
  private static String reason(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unknown)) {
      return wrong.getMessage().replaceFirst(" is not an? (int|long)$", " is not a whole number");
    }
    CommandLine command = wrong.getCommandLine();
    String first = unknown.getUnmatched().get(0);
    // A value may follow it, and need not be told: it may be secret.
    String name = first.startsWith("-") ? first.replaceFirst("=.*", "") : first;
    Set<String> names =
        first.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet();
    return (first.startsWith("-") ? "unknown option " : "unknown argument ")
        + name
        + Similar.to(name, names)
            .map(meant -> "; did you mean " + meant + "?")
            .orElse(
                "; " + command.getCommandSpec().qualifiedName() + " --help tells what there is");
  }

  private static int execution(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof SettingsException) {
      return say(command, failure.getMessage(), ExitCode.USAGE);
    }
    if (failure instanceof StartException) {
      return say(command, failure.getMessage(), ExitCode.SOFTWARE);
    }
    CommandFailedException known = CommandFailedException.of(failure).orElseThrow(() -> failure);
    return say(command, known.getMessage(), known.exit().code());
  }

  /** Answers a command whose output could not be written; one that failed keeps its exit code. */
  static int unwritten(CommandLine command, String sentence, int code) {
    return say(command, sentence, code == ExitCode.OK ? ExitCode.SOFTWARE : code);
  }

  private static int say(CommandLine command, String sentence, int code) {
    command.getErr().println("orchestrator: " + Escapes.oneLine(sentence.replaceAll("\\s+", " ")));
    command.getErr().flush();
    return code;
  }
}
