package orchestrator.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orchestrator.client.bench.BenchCommand;
import orchestrator.demo.DemoCommand;
import orchestrator.http.account.AccountCommand;
import orchestrator.server.ServeCommand;
import orchestrator.server.config.LogLevel;
import orchestrator.server.logging.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the commands of the one runnable jar. */
@Command(
    name = "orchestrator",
    description =
        "Orchestrates computations that several organizations share without sharing data.",
    footer = {"", "Without a command it serves; orchestrator COMMAND --help tells the options."},
    mixinStandardHelpOptions = false)
public final class Main {
  private static final Set<String> HELP = Set.of("--help", "-h");

  private Main() {}

  /** Runs the command and ends the process: 0 when done, 1 when failed, 2 when asked wrongly. */
  public static void main(String[] arguments) {
    Logging.from(LogLevel.WARN);
    int code = commandLine(System.getenv()).execute(withCommand(arguments));
    Logging.end();
    System.exit(code);
  }

  /** The commands, where {@code serve} reads its variables from {@code environment}. */
  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine root =
        new CommandLine(new Main())
            .addSubcommand(ServeCommand.commandLine(environment, DoorPort::open))
            .addSubcommand(HttpCommand.commandLine(environment))
            .addSubcommand(new AccountCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new BenchCommand())
            .addSubcommand(new VersionCommand())
            .addSubcommand(new WarmUpCommand());
    return Failures.handledBy(root);
  }

  /** Serves when no command is named. */
  static String[] withCommand(String[] arguments) {
    boolean named =
        arguments.length > 0 && (!arguments[0].startsWith("-") || HELP.contains(arguments[0]));
    if (named) {
      return arguments;
    }
    List<String> serve = new ArrayList<>(List.of("serve"));
    serve.addAll(Arrays.asList(arguments));
    return serve.toArray(String[]::new);
  }
}
