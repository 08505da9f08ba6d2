package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orchestrator.e2e.harness.Waiting;
import orchestrator.scenario.door.DoorSettings;
import orchestrator.scenario.door.ScenarioService;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.run.Patience;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.scenario.run.Timing;
import orchestrator.scenario.settings.Limits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that change again and again. */
@Tag("slow")
class ManySettingsTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int CHANGES = 1_000;
  private static final int CONNECTIONS = 20;

  /**
   * Threads that a pool may come to have more: as many as parts of a run, and of the run that it
   * replaces, are at work at once. Hundreds of runs start, so that what each left would be more.
   */
  private static final int GROWTH = 20;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private static String settings(int number) {
    String transactions =
        "\"transactions\": [{\"delta\": 0, \"size\": 8, \"quantity\": 3},"
            + " {\"delta\": 0, \"size\": 8, \"quantity\": 100000, \"rate\": 5}]";
    return ("{\"name\": \"s%d\", \"repetitions\": 1, \"nodes\": ["
            + "{\"name\": \"a\", %s}, {\"name\": \"b\", %s}]}")
        .formatted(number, transactions, transactions);
  }

  /** Threads by name, without those of the test's client and of a pool of 200 that all share. */
  private static SortedMap<String, Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("HttpClient-"))
        .filter(thread -> !thread.getName().startsWith("armeria-common-blocking-tasks"))
        .collect(
            Collectors.groupingBy(
                thread -> thread.getName().replaceAll("\\d+", "#"),
                TreeMap::new,
                Collectors.counting()));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }

  private static URI at(InetSocketAddress door, String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + door.getPort() + path);
  }

  @Test
  void leaveOneScenarioAndNoThreads() throws Exception {
    ReportFolder reports = ReportFolder.open(folder, CHANGES);
    try (HttpPeer a = new HttpPeer("a");
        HttpPeer b = new HttpPeer("b");
        ProxyTypes types = ProxyTypes.of(List.of());
        ScenarioService service =
            ScenarioService.open(
                new DoorSettings(
                    ANY_PORT,
                    ANY_PORT,
                    Optional.empty(),
                    Optional.empty(),
                    DoorSettings.MOST_BYTES),
                new ScenarioSetup("http", Timing.PRECISE, Patience.DEFAULT, Limits.DEFAULT),
                reports,
                types.open("http", Map.of()))) {
      for (HttpPeer node : List.of(a, b)) {
        send(
            HttpRequest.newBuilder(at(service.nodesAddress(), "http", "/"))
                .POST(BodyPublishers.ofString(node.json())));
      }
      List<Controller> controllers = new ArrayList<>();
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          controllers.add(new Controller(client, at(service.settingsAddress(), "ws", "/")));
        }
        SortedMap<String, Long> before = new TreeMap<>();
        for (int i = 0; i < CHANGES; i++) {
          controllers.get(i % CONNECTIONS).sendAccepted(settings(i));
          if (i == 2 * CONNECTIONS) {
            controllers.get(0).await(all -> !a.received().isEmpty() && !b.received().isEmpty());
            before.putAll(threads());
          }
        }
        Controller first = controllers.get(0);
        first.await(all -> replaced(controllers) == CHANGES - 1);
        first.await(all -> first.all("started").size() == first.all("ended").size() + 1);
        assertThat(first.all("ended"))
            .isNotEmpty()
            .allSatisfy(end -> assertThat(end.path("how").asText()).isEqualTo("stopped"));
        List<JsonNode> started = first.all("started");
        assertThat(started).hasSizeGreaterThan(2 * GROWTH);
        JsonNode status =
            new ObjectMapper()
                .readTree(
                    send(
                        HttpRequest.newBuilder(
                            at(service.settingsAddress(), "http", "/v1/scenario"))));
        assertThat(status.path("running").asBoolean()).isTrue();
        assertThat(status.path("run")).isEqualTo(started.get(started.size() - 1).path("run"));
        assertThat(reports.list())
            .hasSize(started.size())
            .filteredOn(report -> report.how().equals("running"))
            .extracting(ReportFolder.Listed::settings)
            .containsExactly("s" + (CHANGES - 1));
        assertNoMoreThan(before);
      } finally {
        controllers.forEach(Controller::close);
      }
    }
  }

  /** How many settings were replaced before they started, or stopped by others. */
  private static int replaced(List<Controller> controllers) {
    int superseded =
        controllers.stream().mapToInt(controller -> controller.all("superseded").size()).sum();
    return superseded + controllers.get(0).all("ended").size();
  }

  private static void assertNoMoreThan(Map<String, Long> before) throws InterruptedException {
    Waiting waiting = new Waiting(Duration.ofSeconds(30));
    while (!waiting.isOver() && grown(before).values().stream().anyMatch(more -> more >= GROWTH)) {
      waiting.pause();
    }
    assertThat(grown(before)).allSatisfy((name, more) -> assertThat(more).isLessThan(GROWTH));
  }

  private static SortedMap<String, Long> grown(Map<String, Long> before) {
    SortedMap<String, Long> more = threads();
    more.replaceAll((name, count) -> count - before.getOrDefault(name, 0L));
    return more;
  }
}
