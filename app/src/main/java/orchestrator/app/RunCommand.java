package orchestrator.app;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.TlsOptions;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.local.LocalExecutor;
import orchestrator.graph.command.FileCommand;
import orchestrator.graph.command.ReadingOptions;
import orchestrator.graph.gorch.Durations;
import orchestrator.graph.gorch.Gorch;
import orchestrator.graph.gorch.GorchWriter;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.run.Runner;
import orchestrator.graph.run.RunnerSettings;
import orchestrator.graph.run.RunnerSettings.Fetching;
import orchestrator.graph.screen.RunOrder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs graphs to their end, with a server, a runner and an executor in this process. */
@Command(
    name = "run",
    description = "Run files of graphs to their end.",
    footer = {
      "",
      "Examples:",
      "  orchestrator run night.json",
      "  orchestrator run --parallel 4 --fail-fast --report night.html night.dot",
      "  orchestrator run --resume night.json"
    })
final class RunCommand extends FileCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The graphs; - for standard input.")
  private List<String> files = new ArrayList<>();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "orchestrator-runs",
      description =
          "Where graphs, and what their nodes put out and write, are kept (default"
              + " ${DEFAULT-VALUE}).")
  private Path folder = Path.of("");

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "A server that keeps the graphs, in place of one in this process.")
  private Optional<String> server = Optional.empty();

  @Mixin private TlsOptions tls = new TlsOptions();

  @Option(
      names = "--organization",
      paramLabel = "ID",
      defaultValue = "MyOrg1MSP",
      description = "Whose graphs they are (default ${DEFAULT-VALUE}).")
  private String organization = "";

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      defaultValue = "mychannel",
      description = "On which channel (default ${DEFAULT-VALUE}).")
  private String channel = "";

  @Option(
      names = "--parallel",
      paramLabel = "COUNT",
      defaultValue = "16",
      description = "How many nodes run at the same time (default ${DEFAULT-VALUE}).")
  private int parallel = 16;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long a graph may take that names no time itself; a year if not given.")
  private Optional<String> timeout = Optional.empty();

  @Option(names = "--fail-fast", description = "Stop all that runs at the first failure.")
  private boolean failFast;

  @Option(names = "--dry-run", description = "Tell the order and the width, and run nothing.")
  private boolean dryRun;

  @Option(
      names = "--resume",
      description = "Go on with the last run of the same files; what is done stays done.")
  private boolean resume;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page of HTML: the graph, a chart of times, the critical path.")
  private Optional<Path> report = Optional.empty();

  private RunCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** Makes the command. */
  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine run = new CommandLine(new RunCommand(surroundings));
    run.getCommandSpec().usageMessage().sortOptions(false).width(100);
    return run;
  }

  @Override
  public Integer call() throws IOException {
    if (parallel < 1 || parallel > 100_000) {
      throw CommandFailedException.wrongUse("--parallel is a number from 1 to 100000");
    }
    tls.fault()
        .ifPresent(
            fault -> {
              throw CommandFailedException.wrongUse(fault);
            });
    Map<String, Gorch> graphs = new LinkedHashMap<>();
    boolean faulty = false;
    for (String file : files) {
      try {
        Gorch read = reading.read(source(file), source(reading.inputs()), this::warn).gorch();
        graphs.put(file, failFast ? failingFast(read) : read);
      } catch (FaultyGraphException e) {
        faulty(file, e);
        faulty = true;
      }
    }
    if (faulty) {
      return Exit.FAILED.code();
    }
    if (dryRun) {
      graphs.forEach((file, gorch) -> order(file, gorch.graph()));
      return Exit.DONE.code();
    }
    return run(graphs);
  }

  private static Gorch failingFast(Gorch gorch) {
    Graph graph = gorch.graph();
    return new Gorch(
        new Graph(graph.name(), graph.nodes(), graph.edges(), graph.timeout(), true),
        gorch.hasMatrix(),
        gorch.hasNodes());
  }

  private void order(String file, Graph graph) {
    out().println(name(file, graph));
    RunOrder.lines(graph).forEach(line -> out().println("  " + line));
    out().flush();
  }

  private static String name(String file, Graph graph) {
    return graph.name().isBlank() ? shown(file) : graph.name().strip();
  }

  private int run(Map<String, Gorch> graphs) throws IOException {
    Files.createDirectories(folder);
    RunEnding ending = new RunEnding(spec().commandLine().getErr(), again());
    try {
      OrchestratorClient client = ending.client(this::client);
      Runner runner = ending.runner(() -> runner(client));
      List<RunScreen.Run> runs = new ArrayList<>();
      graphs.forEach(
          (file, gorch) ->
              runs.add(new RunScreen.Run(name(file, gorch.graph()), start(runner, gorch))));
      RunScreen screen = new RunScreen(runner, runs, surroundings().terminal(), out());
      screen.follow();
      boolean succeeded = screen.tell(report);
      if (!succeeded) {
        spec().commandLine().getErr().println("orchestrator: go on with: " + again());
      }
      return succeeded ? Exit.DONE.code() : Exit.FAILED.code();
    } finally {
      ending.close();
    }
  }

  private OrchestratorClient client(RunEnding ending) {
    var builder =
        server
            .map(target -> tls.applyTo(OrchestratorClient.builder(target), organization))
            .orElseGet(
                () ->
                    OrchestratorClient.builder("this process")
                        .over(ending.api(() -> OwnApi.start(folder.resolve("server"))).channel()));
    return builder.organization(organization).channel(channel).build();
  }

  private Runner runner(OrchestratorClient client) {
    try {
      Duration limit = timeout.map(this::limit).orElse(Duration.ofDays(365));
      return Runner.start(
          client,
          new RunnerSettings(
              folder,
              URI.create("http://127.0.0.1:8484"),
              parallel,
              limit,
              limit,
              false,
              Fetching.PLAIN),
          executor("here"),
          List.of(executor("self")));
    } catch (IOException e) {
      throw new CommandFailedException(Exit.FAILED, folder + " cannot be used: " + e.getMessage());
    }
  }

  private Duration limit(String text) {
    return Durations.parse(text)
        .orElseThrow(
            () -> CommandFailedException.wrongUse("--timeout is a time such as 90s or 1h30m"));
  }

  /** On this machine its user's programs run with the user's own rights. */
  private LocalExecutor executor(String name) {
    return new LocalExecutor(
        ExecutorSettings.DEFAULT
            .named(name)
            .with(ExecutorSettings.Limits.DEFAULT.with(parallel, parallel))
            .with(
                ExecutorSettings.Allowed.engines(
                    "nil", "sleep", "shell", "ssh", "toscassh", "http", "container")));
  }

  private String start(Runner runner, Gorch gorch) {
    String source = fingerprint(gorch);
    Optional<String> last = resume ? runner.latest(source) : Optional.empty();
    return last.isPresent() ? runner.resume(last.get()) : Waits.forIt(runner.submit(gorch, source));
  }

  /** The same for files that say the same. */
  private static String fingerprint(Gorch gorch) {
    try {
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      GorchWriter.writeIndented(gorch.graph(), json);
      return Hashing.sha256().hashBytes(json.toByteArray()).toString();
    } catch (IOException e) {
      throw new IllegalStateException("a graph has no JSON", e);
    }
  }

  private String again() {
    List<String> words =
        spec().commandLine().getParseResult().originalArgs().stream()
            .dropWhile(word -> word.equals("run"))
            .filter(word -> !word.equals("--resume"))
            .map(
                word ->
                    word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
            .toList();
    return "bin/orchestrator run --resume " + String.join(" ", words);
  }
}
