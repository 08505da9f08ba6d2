package orchestrator.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import orchestrator.cli.Cli;
import orchestrator.cli.StandardOutput;
import orchestrator.cli.Surroundings;
import orchestrator.client.bench.BenchCommand;
import orchestrator.demo.DemoCommand;
import orchestrator.executor.certificate.CertificateCommand;
import orchestrator.graph.command.GraphFileCommands;
import orchestrator.http.account.AccountCommand;
import orchestrator.scenario.command.ScenarioCommands;
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

  /** Runs the command and ends the process with its exit code (docs/cli.md). */
  public static void main(String[] arguments) {
    String[] command = withCommand(arguments);
    if (Cli.isCommand(command[0]) || GraphFileCommands.isCommand(command[0])) {
      CallingProcess.prepare();
      StandardOutput out = StandardOutput.ofThisProcess();
      CommandLine all = commandLine(System.getenv(), command).setOut(out.writer());
      int code = all.execute(command);
      System.exit(out.fault().map(fault -> Failures.unwritten(all, fault, code)).orElse(code));
    }
    ServingProcess.prepare();
    Logging.from(LogLevel.WARN);
    int code = commandLine(System.getenv(), command).execute(command);
    Logging.end();
    System.exit(code);
  }

  /**
   * The commands, or only the one that is asked for, since it costs a start to make all of them.
   *
   * @param environment where they read their variables from
   * @param arguments what is asked for
   */
  static CommandLine commandLine(Map<String, String> environment, String... arguments) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("serve", () -> ServeCommand.commandLine(environment, DoorPort::open));
    commands.put("http", () -> HttpCommand.commandLine(environment));
    commands.put("account", () -> new CommandLine(new AccountCommand()));
    commands.put("executor", ExecutorCommand::commandLine);
    commands.put("certificate", () -> new CommandLine(new CertificateCommand()));
    commands.put("demo", () -> new CommandLine(new DemoCommand()));
    commands.put("bench", () -> new CommandLine(new BenchCommand()));
    Surroundings surroundings = Surroundings.ofThisProcess(environment);
    commands.putAll(Cli.commands(surroundings, arguments));
    commands.put("run", () -> RunCommand.commandLine(surroundings));
    commands.putAll(GraphFileCommands.commands(surroundings));
    commands.put(
        "scenario", () -> ScenarioCommands.commandLine(surroundings, new ScenarioServeCommand()));
    commands.put("version", () -> new CommandLine(new VersionCommand()));
    commands.put("warm-up", () -> new CommandLine(new WarmUpCommand()));
    commands.putAll(Cli.completing(surroundings, commands));
    if (arguments.length > 0 && commands.containsKey(arguments[0])) {
      commands.keySet().retainAll(Set.of(arguments[0]));
    }
    CommandLine root = new CommandLine(new Main());
    commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
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
