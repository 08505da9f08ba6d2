package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.report.ReportReader;
import orchestrator.scenario.run.LocalScenario;
import orchestrator.scenario.run.Patience;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.scenario.run.Timing;
import orchestrator.scenario.settings.Entry;
import orchestrator.scenario.settings.Limits;
import orchestrator.scenario.settings.ScenarioSettings;
import orchestrator.scenario.settings.SettingsReader;

/** Runs settings in this process, with a node for each entry. */
final class LocalRun {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private LocalRun() {}

  /** The proxies that drive a server by its API, with more options. */
  static Proxies api(ProxyTypes types, ServerProcess server, String eventWait) {
    return types.open(
        "api", Map.of("server", server.target(), "event-wait", eventWait, "call-timeout", "120"));
  }

  /**
   * Runs settings to their end.
   *
   * @param underWay how many transactions of a node may be under way
   * @return what the file of the report says
   */
  static Report toItsEnd(Path folder, Proxies proxies, int underWay, String json) throws Exception {
    ScenarioSettings settings =
        SettingsReader.read(json.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
    ReportFolder reports = ReportFolder.open(folder, ReportFolder.MOST);
    ScenarioSetup setup =
        new ScenarioSetup(
            "tested",
            Timing.PRECISE,
            new Patience(Duration.ofMinutes(2), Duration.ofSeconds(5), underWay),
            Limits.DEFAULT);
    List<JsonNode> nodes = new ArrayList<>();
    for (Entry entry : settings.entries()) {
      nodes.add(JsonNodeFactory.instance.objectNode().put("name", entry.name()));
    }
    try (LocalScenario scenario = new LocalScenario(setup, Optional.of(reports), proxies)) {
      scenario.register(nodes);
      scenario.start(settings);
      assertThat(scenario.await(LONGEST.toMillis())).contains("completed");
      return ReportReader.read(reports.find(scenario.run().orElseThrow()).orElseThrow());
    }
  }
}
