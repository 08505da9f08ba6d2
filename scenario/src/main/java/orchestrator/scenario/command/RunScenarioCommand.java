package orchestrator.scenario.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.text.LivePicture;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.report.ReportReader;
import orchestrator.scenario.report.Totals;
import orchestrator.scenario.report.page.ReportPage;
import orchestrator.scenario.report.page.ReportText;
import orchestrator.scenario.run.LocalScenario;
import orchestrator.scenario.run.NodesException;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.scenario.settings.Fault;
import orchestrator.scenario.settings.ScenarioSettings;
import orchestrator.scenario.settings.SettingsFaultException;
import orchestrator.scenario.settings.SettingsReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs settings once, with nodes that need not register, and tells what came of it. */
@Command(
    name = "run",
    description = "Run a scenario to its end, without doors, and tell what it did.",
    footer = {
      "",
      "Examples:",
      "  orchestrator scenario run load.json --server 127.0.0.1:9000",
      "  orchestrator scenario run load.json --proxy http --node '{\"url\": \"http://127.0.0.1:8080/\"}'"
    })
final class RunScenarioCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FRAME_MILLIS = 500;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SETTINGS", description = "The settings as JSON; - for standard input.")
  private String file = "";

  @Mixin private ScenarioOptions options = new ScenarioOptions();

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "The server of the API, for the proxy api.")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--organization",
      paramLabel = "ID",
      description = "Who calls it, for the proxy api.")
  private Optional<String> organization = Optional.empty();

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "On which channel, for the proxies api and fabric.")
  private Optional<String> channel = Optional.empty();

  @Option(
      names = "--node",
      paramLabel = "JSON",
      description =
          "What a node would register with; once for each node. Without any there is a node for"
              + " each entry of the settings, which the proxy's options say all about.")
  private List<String> nodes = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "What the payloads follow from, in place of the settings' own seed.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Keep the report there, as JSON lines while it runs.")
  private Optional<Path> reports = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--json", description = "Tell the end as JSON.")
  private boolean json;

  RunScenarioCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ScenarioSetup setup = options.setup();
    ScenarioSettings settings = settings();
    List<JsonNode> given = given(settings);
    Optional<ReportFolder> folder = folder();
    try (ProxyTypes types = options.types();
        LocalScenario scenario =
            new LocalScenario(setup, folder, options.open(types, proxyOptions()))) {
      scenario.register(given);
      Interruption interruption = Interruption.stops(scenario, setup.patience());
      try (interruption) {
        scenario.start(settings);
        String how = follow(scenario);
        return tell(scenario, folder, how);
      }
    } catch (NodesException e) {
      throw new CommandFailedException(Exit.FAILED, e.getMessage());
    }
  }

  private Map<String, String> proxyOptions() {
    Map<String, String> given = new LinkedHashMap<>();
    server.ifPresent(value -> given.put("server", value));
    organization.ifPresent(value -> given.put("organization", value));
    channel.ifPresent(value -> given.put("channel", value));
    return given;
  }

  /** A page is made from a file. */
  private Optional<ReportFolder> folder() {
    if (html.isPresent() && reports.isEmpty()) {
      throw CommandFailedException.wrongUse("--html needs --reports, from which it is made");
    }
    try {
      return reports.isPresent()
          ? Optional.of(ReportFolder.open(reports.get(), ReportFolder.MOST))
          : Optional.empty();
    } catch (IOException e) {
      throw CommandFailedException.wrongUse(
          "no reports can be kept in " + reports.get() + ", which is no folder to write in");
    }
  }

  private ScenarioSettings settings() {
    try {
      byte[] bytes =
          file.equals("-")
              ? surroundings.input().readAllBytes()
              : Files.readAllBytes(Path.of(file));
      ScenarioSettings read = SettingsReader.read(bytes, options.limits());
      return seed.isEmpty()
          ? read
          : new ScenarioSettings(
              read.name(),
              read.rounds(),
              OptionalLong.of(seed.get()),
              read.startAt(),
              read.entries());
    } catch (NoSuchFileException e) {
      throw CommandFailedException.wrongUse("there is no file " + file);
    } catch (IOException e) {
      throw CommandFailedException.wrongUse("the file " + file + " cannot be read");
    } catch (SettingsFaultException e) {
      PrintWriter err = spec.commandLine().getErr();
      for (Fault fault : e.faults()) {
        err.println(file + ": " + fault);
      }
      err.flush();
      throw CommandFailedException.wrongUse(file + " is not taken");
    }
  }

  private List<JsonNode> given(ScenarioSettings settings) {
    List<JsonNode> list = new ArrayList<>();
    for (String node : nodes) {
      try {
        list.add(JSON.readTree(node));
      } catch (IOException e) {
        throw CommandFailedException.wrongUse("--node is JSON, and one of them is not");
      }
    }
    for (int entry = list.size(); nodes.isEmpty() && entry < settings.entries().size(); entry++) {
      // Names in the settings need not differ, and those of nodes must.
      list.add(JsonNodeFactory.instance.objectNode().put("name", "node " + (entry + 1)));
    }
    if (!settings.isStop() && list.size() < settings.entries().size()) {
      throw CommandFailedException.wrongUse(
          "the settings have "
              + settings.entries().size()
              + " entries, and --node says "
              + list.size());
    }
    return list;
  }

  private String follow(LocalScenario scenario) throws NodesException, InterruptedException {
    Optional<String> end = Optional.empty();
    if (!surroundings.terminal().isPresent() || json) {
      while (end.isEmpty()) {
        end = scenario.await(Long.MAX_VALUE);
      }
      return end.get();
    }
    try (LivePicture picture = new LivePicture(spec.commandLine().getOut())) {
      while (end.isEmpty()) {
        end = scenario.await(FRAME_MILLIS);
        scenario.totals().ifPresent(totals -> picture.draw(List.of(ProgressLine.line(totals))));
      }
    }
    return end.get();
  }

  private int tell(LocalScenario scenario, Optional<ReportFolder> folder, String how)
      throws IOException {
    if (scenario.totals().isEmpty()) {
      throw new CommandFailedException(Exit.FAILED, "the run was stopped before it started");
    }
    Totals totals = scenario.totals().get();
    Optional<Path> report = folder.flatMap(kept -> kept.find(scenario.run().orElseThrow()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(totals.json(Integer.MAX_VALUE));
    } else {
      ReportText.print(totals, out, surroundings.terminal());
      report.ifPresent(path -> out.println("The run was " + how + "; its report: " + path));
    }
    if (html.isPresent() && report.isEmpty()) {
      out.println("No node ran, so there is no page.");
    } else if (html.isPresent()) {
      Pages.write(html.get(), ReportPage.of(ReportReader.read(report.get())));
    }
    out.flush();
    return totals.all().failed() == 0 ? Exit.DONE.code() : Exit.FAILED.code();
  }
}
