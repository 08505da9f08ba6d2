package orchestrator.server;

import orchestrator.server.config.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What the command line does with what goes wrong: one line on standard error, and an exit code.
 */
final class Failures {
  private Failures() {}

  /** Gives every command {@code --help} and these answers. */
  static CommandLine handledBy(CommandLine root) {
    root.getSubcommands().values().forEach(Failures::addHelp);
    addHelp(root);
    root.setParameterExceptionHandler(
        (wrong, arguments) -> say(wrong.getCommandLine(), wrong.getMessage(), ExitCode.USAGE));
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
  }

  private static int execution(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof SettingsException) {
      return say(command, failure.getMessage(), ExitCode.USAGE);
    }
    if (failure instanceof StartException) {
      return say(command, failure.getMessage(), ExitCode.SOFTWARE);
    }
    throw failure;
  }

  private static int say(CommandLine command, String sentence, int code) {
    command.getErr().println("orchestrator: " + sentence.replaceAll("\\s+", " "));
    command.getErr().flush();
    return code;
  }
}
