package orchestrator.demo;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import orchestrator.client.OrchestratorException;
import orchestrator.demo.ledger.InvalidIdentitiesException;
import orchestrator.demo.process.ProcessFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code demo}: hospitals train a diagnosis model together without sharing a record.
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

  private static final List<String> USUAL = List.of("MyOrg1MSP", "MyOrg2MSP", "MyOrg3MSP");
  private static final int MOST_ORGANIZATIONS = 20;
  private static final int MOST_ROUNDS = 500;
  private static final int LONGEST_RUN_NAME = 60;

  @Mixin private ModeOptions mode = new ModeOptions();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

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
  private Optional<Path> report;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder for models and records, kept in the end. Without it: a temporary one, removed.")
  private Optional<Path> data;

  @Option(
      names = "--data-of",
      paramLabel = "MSPID=FILE",
      description =
          "A hospital's own records instead of its part of the shipped ones, in the same form;"
              + " each fifth is held back.")
  private Map<String, Path> dataOf = new HashMap<>();

  @Option(
      names = "--patience",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "Give up when nothing moves for so long (default ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--role",
      defaultValue = "all",
      paramLabel = "ROLE",
      description =
          "all; or, with each hospital as a process of its own, coordinator or hospital. These"
              + " need --server, --run and --data, the same for all (default ${DEFAULT-VALUE}).")
  private Role role;

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

  @Override
  public Integer call() {
    mode.fault(connection.servers().isPresent()).ifPresent(this::refuse);
    List<String> hospitals = hospitals();
    fault(hospitals).ifPresent(this::refuse);
    Ending ending = new Ending();
    try (ending) {
      DemoRun demo = new DemoRun(settings(hospitals), connection, mode, ending);
      return demo.run() ? 0 : 1;
    } catch (StudyFailedException
        | ProcessFailedException
        | OrchestratorException
        | CancellationException
        | UncheckedIOException e) {
      if (!ending.isSignalled()) {
        String why = ending.abortedBy().orElseGet(e::getMessage);
        command.commandLine().getErr().println("demo: " + why);
      }
      return 1;
    }
  }

  private void refuse(String fault) {
    throw new ParameterException(command.commandLine(), fault);
  }

  private List<String> hospitals() {
    try {
      Optional<List<String>> ofNetwork = mode.organizations();
      return organizations.isEmpty() ? ofNetwork.orElse(USUAL) : organizations;
    } catch (InvalidIdentitiesException e) {
      throw new ParameterException(
          command.commandLine(), "--fabric-identities: " + e.getMessage(), e);
    }
  }

  private DemoSettings settings(List<String> hospitals) {
    return new DemoSettings(
        role,
        hospitals,
        organization,
        rounds,
        steps,
        run.orElseGet(() -> UUID.randomUUID().toString()),
        data,
        dataOf,
        report,
        new Patience(Duration.ofSeconds(patience)));
  }

  /** What is wrong with the options taken together, as one sentence. */
  private Optional<String> fault(List<String> hospitals) {
    if (hospitals.size() < 2 || hospitals.size() > MOST_ORGANIZATIONS) {
      String instead =
          organizations.isEmpty()
              ? ", instead of the %d in --fabric-identities".formatted(hospitals.size())
              : "";
      return Optional.of("--organizations: give 2 to " + MOST_ORGANIZATIONS + " of them" + instead);
    }
    if (new LinkedHashSet<>(hospitals).size() < hospitals.size() || hospitals.contains("")) {
      return Optional.of("--organizations: each needs a name of its own");
    }
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      return Optional.of("--rounds: from 1 to " + MOST_ROUNDS);
    }
    if (steps < 1) {
      return Optional.of("--steps: at least 1");
    }
    if (patience < 1) {
      return Optional.of("--patience: at least 1 second");
    }
    if (run.filter(name -> name.isEmpty() || name.length() > LONGEST_RUN_NAME).isPresent()) {
      return Optional.of("--run: from 1 to " + LONGEST_RUN_NAME + " characters");
    }
    if (report.filter(file -> !isPicture(file)).isPresent()) {
      return Optional.of("--report: the file's name must end in .svg or .html");
    }
    Optional<String> stranger =
        dataOf.keySet().stream().filter(name -> !hospitals.contains(name)).findFirst();
    if (stranger.isPresent()) {
      return Optional.of("--data-of: " + stranger.get() + " is not one of --organizations");
    }
    return connection
        .fault()
        .or(() -> serverFault(hospitals))
        .or(() -> roleFault(hospitals))
        .or(() -> mode.fault(hospitals, connection.channel()));
  }

  private Optional<String> serverFault(List<String> hospitals) {
    return connection
        .servers()
        .flatMap(
            servers ->
                hospitals.stream()
                    .filter(name -> servers.find(name).isEmpty())
                    .findFirst()
                    .map(name -> "--server: there is none for " + name));
  }

  private Optional<String> roleFault(List<String> hospitals) {
    boolean alone = role == Role.all;
    if (!alone && (connection.servers().isEmpty() || run.isEmpty() || data.isEmpty())) {
      return Optional.of("--role " + role + " needs --server, --run and --data");
    }
    if ((role == Role.hospital) != organization.isPresent()) {
      return Optional.of("--role hospital and --organization go together");
    }
    return organization
        .filter(name -> !hospitals.contains(name))
        .map(name -> "--organization: " + name + " is not one of --organizations");
  }

  private static boolean isPicture(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".svg") || name.endsWith(".html");
  }
}
