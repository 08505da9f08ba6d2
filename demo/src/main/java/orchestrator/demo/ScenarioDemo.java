package orchestrator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.demo.process.ControllerSocket;
import orchestrator.demo.screen.LoadPicture;
import orchestrator.demo.screen.Screen;
import orchestrator.scenario.door.DoorSettings;
import orchestrator.scenario.door.ScenarioService;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.report.ReportReader;
import orchestrator.scenario.report.page.ReportPage;
import orchestrator.scenario.run.Patience;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.scenario.run.Timing;
import orchestrator.scenario.settings.Limits;

/**
 * Runs the demo of scenarios: a node for each organization sends transactions to a server, first
 * calmly; then new settings come, and all of them send faster and faster.
 */
final class ScenarioDemo {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int CALM_SECONDS = 6;
  private static final int BUSY_SECONDS = 8;
  private static final int BYTES = 200;

  /** Transactions a second of a node: a ledger on one small machine takes some tens in all. */
  private final int calmRate;

  private final int busyRate;
  private final DemoCommand options;
  private final Ending ending;
  private final PrintStream out = System.out;
  private final long start = System.nanoTime();
  private final HttpClient http = HttpClient.newHttpClient();

  /** A run that has begun nothing yet, and hands what it begins to its ending. */
  ScenarioDemo(DemoCommand options, Ending ending) {
    this.options = options;
    this.ending = ending;
    calmRate = options.isOnLedger() ? 3 : 20;
    busyRate = options.isOnLedger() ? 20 : 150;
  }

  /** Runs to the end; whether that is a good one. */
  boolean run() {
    Path folder = options.data.orElseGet(this::temporary);
    Screen screen = new Screen(out, this::elapsed);
    List<String> organizations = options.hospitalsHere();
    Function<String, OrchestratorClient> unusedConnections =
        options.connections(folder, screen, ending);
    try {
      ReportFolder reports = ReportFolder.open(folder.resolve("reports"), ReportFolder.MOST);
      ScenarioService service = open(reports);
      ending.add(service::close);
      screen.say("Nodes register at " + place(service.nodesAddress()) + ".");
      for (String organization : organizations) {
        register(service, organization);
        screen.say("The node of " + organization + " has registered.");
      }
      List<String> runs = drive(service, organizations, screen);
      return tell(reports, runs);
    } catch (IOException e) {
      throw new UncheckedIOException("the demo cannot go on: " + e.getMessage(), e);
    }
  }

  private ScenarioService open(ReportFolder reports) throws IOException {
    ProxyTypes types = ProxyTypes.of(List.of());
    ending.add(types::close);
    return ScenarioService.open(
        new DoorSettings(
            ANY_PORT, ANY_PORT, Optional.empty(), Optional.empty(), DoorSettings.MOST_BYTES),
        new ScenarioSetup("api", Timing.PRECISE, Patience.DEFAULT, Limits.DEFAULT),
        reports,
        types.open(
            "api", Map.of("server", options.serverAddress(), "channel", options.channelName())));
  }

  private void register(ScenarioService service, String organization) throws IOException {
    String node = "{\"name\": \"%1$s\", \"organization\": \"%1$s\"}".formatted(organization);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + place(service.nodesAddress())))
            .POST(BodyPublishers.ofString(node))
            .build();
    try {
      int code = http.send(request, BodyHandlers.discarding()).statusCode();
      if (code != 200) {
        throw new StudyFailedException("The node of " + organization + " got " + code + ".");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StudyFailedException("The demo was interrupted.");
    }
  }

  /** Sends the settings one after the other; answers the names of the runs. */
  private List<String> drive(ScenarioService service, List<String> organizations, Screen screen) {
    List<String> runs = new ArrayList<>();
    try (ControllerSocket controller =
        new ControllerSocket(
            URI.create("ws://" + place(service.settingsAddress())),
            Duration.ofSeconds(options.patience))) {
      controller.send(settings("calm", organizations, calmRate, calmRate, CALM_SECONDS * 10));
      runs.add(started(controller));
      screen.say("Each node sends %d transactions a second.".formatted(calmRate));
      // Long enough to be seen in the picture; the load ends by what comes next.
      pause(Duration.ofSeconds(CALM_SECONDS));
      controller.send(settings("busy", organizations, calmRate, busyRate, BUSY_SECONDS));
      runs.add(started(controller));
      screen.say(
          "New settings: from %d to %d transactions a second, each.".formatted(calmRate, busyRate));
      for (JsonNode end = controller.hear("ended");
          !end.path("run").asText().equals(runs.get(1));
          end = controller.hear("ended")) {
        screen.say("The calm run was stopped.");
      }
      screen.say("All is sent and answered.");
    }
    return runs;
  }

  private static String started(ControllerSocket controller) {
    return controller.hear("started").path("run").asText();
  }

  private static String settings(
      String name, List<String> organizations, int rate, int rateEnd, int seconds) {
    int quantity = (rate + rateEnd) / 2 * seconds;
    String entries =
        organizations.stream()
            .map(
                organization ->
                    """
                    {"name": "%s", "transactions": [
                      {"delta": 0, "size": %d, "quantity": %d, "rate": %d, "rateEnd": %d}]}"""
                        .formatted(organization, BYTES, quantity, rate, rateEnd))
            .collect(Collectors.joining(","));
    return "{\"name\": \"%s\", \"seed\": 7, \"repetitions\": 1, \"nodes\": [%s]}"
        .formatted(name, entries);
  }

  private boolean tell(ReportFolder folder, List<String> runs) throws IOException {
    List<Report> reports = new ArrayList<>();
    for (String run : runs) {
      reports.add(ReportReader.read(folder.find(run).orElseThrow()));
    }
    out.println();
    LoadPicture.lines(reports).forEach(out::println);
    if (options.report.isPresent()) {
      Files.writeString(options.report.get(), ReportPage.of(reports.get(1)));
      out.println("The report of the busy run: " + options.report.get());
    }
    long sent = sum(reports.stream().map(report -> report.totals().all().sent()));
    long committed = sum(reports.stream().map(report -> report.totals().all().committed()));
    long failed = sum(reports.stream().map(report -> report.totals().all().failed()));
    boolean isGood = failed == 0 && committed == sent;
    out.println(
        isGood
            ? "All %d transactions are committed.".formatted(sent)
            : "Of %d transactions %d are committed and %d failed."
                .formatted(sent, committed, failed));
    out.flush();
    return isGood;
  }

  private static long sum(Stream<Long> numbers) {
    return numbers.mapToLong(Long::longValue).sum();
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StudyFailedException("The demo was interrupted.");
    }
  }

  private static String place(InetSocketAddress address) {
    return "127.0.0.1:" + address.getPort();
  }

  private Path temporary() {
    Path folder = Folders.temporary("orchestrator-demo-");
    ending.addAlways(() -> Folders.remove(folder));
    return folder;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
