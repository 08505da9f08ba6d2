package orchestrator.client.bench;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures how many calls a second any server of this API answers, as the command {@code bench}.
 *
 * <pre>{@code
 * int exitCode =
 *     new CommandLine(new BenchCommand()).execute("write", "--clients", "32", "--duration", "10");
 * }</pre>
 *
 * <p>Exit code 0 when calls were answered to the end, 1 when none was or an event got lost, 2 for
 * wrong options.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures calls a second, their median and 99th percentile, on any server of this API.",
      "Each client has one call under way at a time. What is registered stays on the server."
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int MAX_TASKS = 100_000;

  @Parameters(
      paramLabel = "WORKLOAD",
      description =
          "write: register a function. read: get one. plan: register and run a grid of tasks, and "
              + "leave it for the next one when a call fails. events: subscribers follow what clients write.")
  private WorkloadKind workload = WorkloadKind.write;

  @Mixin private TargetOptions target = new TargetOptions();

  @Option(
      names = "--clients",
      defaultValue = "32",
      paramLabel = "N",
      description = "How many clients call (default ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--connections",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many connections the clients share (default ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--duration",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "How long to measure (default ${DEFAULT-VALUE}).")
  private int duration;

  @Option(
      names = "--warmup",
      defaultValue = "2",
      paramLabel = "SECONDS",
      description = "How long to run before measuring (default ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--tasks",
      defaultValue = "100",
      paramLabel = "N",
      description = "plan: tasks of a grid, about as wide as deep (default ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--subscribers",
      defaultValue = "8",
      paramLabel = "N",
      description = "events: how many subscribers follow (default ${DEFAULT-VALUE}).")
  private int subscribers;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Spec private CommandSpec command;

  /** Names what the clients can do, as on the command line. */
  enum WorkloadKind {
    write,
    read,
    plan,
    events
  }

  /** Reads the options that shape a run. */
  record Load(
      WorkloadKind workload,
      int clients,
      int connections,
      int warmup,
      int duration,
      int tasks,
      int subscribers) {}

  @Override
  public Integer call() throws InterruptedException {
    fault()
        .ifPresent(
            text -> {
              throw new ParameterException(command.commandLine(), text);
            });
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    Load load =
        new Load(
            workload,
            clients,
            Math.min(connections, users()),
            warmup,
            duration,
            tasks,
            subscribers);
    Report report;
    try {
      report = new Run(target, load).measure();
    } catch (OrchestratorException e) {
      err.println(target.target() + " cannot be measured: " + e.getMessage());
      return 1;
    } catch (UncheckedIOException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    out.print(json ? report.json() + "\n" : report.table());
    out.flush();
    if (report.callsDone() == 0) {
      err.println("no call was answered by " + target.target());
      return 1;
    }
    return report.figures().getOrDefault(EventsWorkload.LOST, 0.0) > 0 ? 1 : 0;
  }

  /** How many can make use of a connection of their own. */
  private int users() {
    return workload == WorkloadKind.events ? Math.max(clients, subscribers) : clients;
  }

  private Optional<String> fault() {
    return Stream.of(
            bounded("--clients", clients, 1, 10_000),
            bounded("--connections", connections, 1, 1_000),
            bounded("--duration", duration, 1, 86_400),
            bounded("--warmup", warmup, 0, 3_600),
            bounded("--tasks", tasks, 1, MAX_TASKS),
            bounded("--subscribers", subscribers, 1, 10_000),
            target.fault())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> bounded(String option, int value, int least, int most) {
    return value < least || value > most
        ? Optional.of(option + " must be between " + least + " and " + most)
        : Optional.empty();
  }
}
