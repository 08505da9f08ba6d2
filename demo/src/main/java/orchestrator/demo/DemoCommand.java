package orchestrator.demo;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;
import orchestrator.client.OrchestratorException;
import orchestrator.client.TlsOptions;
import orchestrator.demo.OwnServerOptions.More;
import orchestrator.demo.incoming.IncomingException;
import orchestrator.demo.learning.HospitalRecords;
import orchestrator.demo.process.ProcessFailedException;
import orchestrator.demo.screen.Screen;
import orchestrator.demo.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs the command {@code demo}: hospitals train a diagnosis model together without sharing a
 * record.
 *
 * <p>Exit code 0 when every task is done and the joint model is right often enough, 1 when not, 2
 * for wrong options.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Hospitals train a diagnosis model together, without sharing a record.",
      "The data is real: Breast Cancer Wisconsin (Diagnostic), 569 patients."
    })
public final class DemoCommand implements Callable<Integer> {
  /** What a process of the demo does; the names are those of the command line. */
  enum Role {
    /** Everything: a server of its own unless one is given, all hospitals, and the plan. */
    all,
    /** Registers and watches the plan; the hospitals are processes of their own. */
    coordinator,
    /** One hospital, until the plan has come to its end. */
    hospital
  }

  private static final List<String> USUAL = List.of("MyOrg1MSP", "MyOrg2MSP", "MyOrg3MSP");
  private static final int MOST_ORGANIZATIONS = 20;
  private static final int MOST_ROUNDS = 500;
  private static final int LONGEST_RUN_NAME = 60;

  @Mixin private OwnServerOptions ownServer = new OwnServerOptions();

  @Mixin private DemoChoice choice = new DemoChoice();

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "A server that runs already; as ORGANIZATION=HOST:PORT, that organization's own. Without"
              + " it the demo starts one of its own.")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--channel",
      defaultValue = "mychannel",
      paramLabel = "NAME",
      description = "The channel to work on (default ${DEFAULT-VALUE}).")
  private String channel;

  @Mixin private TlsOptions tls = new TlsOptions();

  @Option(
      names = "--organizations",
      paramLabel = "MSPID",
      split = ",",
      description =
          "The hospitals, two or more; the first leads (default MyOrg1MSP,MyOrg2MSP,MyOrg3MSP, or"
              + " those of --fabric-identities).")
  private List<String> organizations = new ArrayList<>();

  @Option(
      names = "--rounds",
      defaultValue = "10",
      paramLabel = "N",
      description = "How often the hospitals' models are averaged (default ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--steps",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "Steps of gradient descent that a hospital trains in a round (default ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Draw the graph and the learning curve into this .svg or .html file.")
  Optional<Path> report;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder for models and records, kept in the end. Without it: a temporary one, removed.")
  Optional<Path> data;

  @Mixin private RecordOptions records = new RecordOptions();

  @Option(
      names = "--patience",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "Give up when nothing moves for so long (default ${DEFAULT-VALUE}).")
  int patience;

  @Option(
      names = "--role",
      defaultValue = "all",
      paramLabel = "ROLE",
      description =
          "all; or, with each hospital as a process of its own, coordinator or hospital. These"
              + " need --server, --run and --data, the same for all (default ${DEFAULT-VALUE}).")
  Role role;

  @Option(
      names = "--organization",
      paramLabel = "MSPID",
      description = "Which hospital this is, with --role hospital.")
  private Optional<String> organization;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "The run's name, new for each run in a channel. Without it: a random one.")
  private Optional<String> run;

  @Spec private CommandSpec command = CommandSpec.create();

  private List<String> hospitals = List.of();

  @Override
  public Integer call() {
    choice.check();
    ownServer.check(!servers.isEmpty());
    hospitals = organizations.isEmpty() ? ownServer.organizations().orElse(USUAL) : organizations;
    check();
    Ending ending = new Ending();
    try (ending) {
      boolean isGood = run(ending);
      ownServer.keepForConsole();
      return isGood ? 0 : 1;
    } catch (StudyFailedException
        | ProcessFailedException
        | IncomingException
        | OrchestratorException
        | UncheckedIOException e) {
      if (!ending.isExiting()) {
        command.commandLine().getErr().println("demo: " + e.getMessage());
      }
      return 1;
    }
  }

  private boolean run(Ending ending) {
    if (choice.isScenario()) {
      return new ScenarioDemo(this, ending).run();
    }
    if (choice.isFlow()) {
      return new FlowDemo(this, ending).run();
    }
    return choice.isLearning()
        ? new LearningDemo(this, ending).run()
        : new DemoRun(this, ending).run();
  }

  /** What is to be computed. */
  Study study() {
    return new Study(runName(), hospitals, rounds, steps);
  }

  /** The hospitals that this process is. */
  List<String> hospitalsHere() {
    return switch (role) {
      case all -> hospitals;
      case coordinator -> List.of();
      case hospital -> organization.stream().toList();
    };
  }

  /** The records that a hospital brings; empty when it has a part of the shipped ones. */
  Optional<HospitalRecords> recordsOf(String name) {
    return records.of(name);
  }

  /** Starts a server unless some are given, and answers how an organization is connected. */
  Function<String, OrchestratorClient> connections(Path folder, Screen screen, Ending ending) {
    if (servers.isEmpty()) {
      servers =
          List.of(ownServer.start(folder, channel, hospitals, More.NOTHING, screen, ending).grpc());
    }
    return name -> {
      OrchestratorClientBuilder builder =
          OrchestratorClient.builder(server(name).orElseThrow())
              .organization(name)
              .channel(channel)
              .retryBudget(Duration.ofSeconds(patience));
      OrchestratorClient client = tls.applyTo(builder, name).build();
      ending.add(client::close);
      return client;
    };
  }

  /** The server of all organizations, once there is one. */
  String serverAddress() {
    return servers.get(0);
  }

  /** Whether the demo's own server is a facade of a ledger. */
  boolean isOnLedger() {
    return ownServer.isOnLedger();
  }

  /** The channel to work on. */
  String channelName() {
    return channel;
  }

  /** Starts a server of the demo's own that also serves learning by rule; answers where. */
  String startLearning(Path folder, Map<String, String> account, Screen screen, Ending ending) {
    More more =
        new More(
            List.of(
                "--learning",
                "--learning-channel=" + channel,
                "--learning-organization=" + hospitals.get(0)),
            account);
    return ownServer.start(folder, channel, hospitals, more, screen, ending).door().get();
  }

  /** Throws what is wrong with the options taken together, as one sentence. */
  private void check() {
    int count = hospitals.size();
    require(
        count >= 2 && count <= MOST_ORGANIZATIONS,
        "--organizations: give 2 to %d of them%s"
            .formatted(
                MOST_ORGANIZATIONS,
                organizations.isEmpty()
                    ? ", instead of the %d in --fabric-identities".formatted(count)
                    : ""));
    require(
        new HashSet<>(hospitals).size() == count && !hospitals.contains(""),
        "--organizations: each needs a name of its own");
    require(rounds >= 1 && rounds <= MOST_ROUNDS, "--rounds: from 1 to " + MOST_ROUNDS);
    require(steps >= 1, "--steps: at least 1");
    require(patience >= 1, "--patience: at least 1 second");
    int length = run.map(String::length).orElse(1);
    require(
        length >= 1 && length <= LONGEST_RUN_NAME,
        "--run: from 1 to " + LONGEST_RUN_NAME + " characters");
    String picture = report.map(Path::toString).orElse(".html").toLowerCase(Locale.ROOT);
    require(
        picture.endsWith(".html") || (picture.endsWith(".svg") && !choice.isScenario()),
        choice.isScenario()
            ? "--report: with --scenario the file's name must end in .html"
            : "--report: the file's name must end in .svg or .html");
    records.hospitals().forEach(name -> requireHospital("--data-of", name));
    tls.fault().ifPresent(fault -> require(false, fault));
    require(
        !tls.areGiven() || !servers.isEmpty(),
        "TLS needs --server: the demo's own server speaks plainly, on loopback only");
    if (!servers.isEmpty()) {
      hospitals.forEach(
          name -> require(server(name).isPresent(), "--server: there is none for " + name));
    }
    require(
        role == Role.all || !(servers.isEmpty() || run.isEmpty() || data.isEmpty()),
        "--role " + role + " needs --server, --run and --data");
    require(
        (role == Role.hospital) == organization.isPresent(),
        "--role hospital and --organization go together");
    organization.ifPresent(name -> requireHospital("--organization", name));
    ownServer.check(hospitals, channel);
  }

  /** The run's name, a part of the ids of all that it registers. */
  String runName() {
    return run.orElseGet(() -> UUID.randomUUID().toString());
  }

  private void requireHospital(String option, String name) {
    require(hospitals.contains(name), option + ": " + name + " is not one of --organizations");
  }

  private void require(boolean holds, String fault) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), fault);
    }
  }

  /** The given server of an organization: its own, or the one for all. */
  private Optional<String> server(String name) {
    return servers.stream()
        .filter(server -> server.startsWith(name + "="))
        .map(server -> server.substring(name.length() + 1))
        .findFirst()
        .or(() -> servers.stream().filter(server -> !server.contains("=")).findFirst());
  }
}
