package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.Signals;
import orchestrator.e2e.harness.Waiting;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.ReportReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose process is asked to end. */
class InterruptedRunTest {
  private static final String SETTINGS =
      """
      {"repetitions": 1, "nodes": [
        {"name": "a", "transactions": [{"delta": 0, "size": 20, "quantity": 100000, "rate": 50}]}]}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void tellsWhatItHasDone(String signal) throws Exception {
    Signals.assumeIsNotIgnored(signal);
    Path settings = Files.writeString(folder.resolve("settings.json"), SETTINGS);
    Path reports = folder.resolve("reports");
    Path page = folder.resolve("page.html");
    Path log = folder.resolve("run.log");
    try (HttpPeer a = new HttpPeer("a")) {
      Process run =
          ServerJar.start(
              List.of("-Xmx256m"),
              List.of(
                  "scenario",
                  "run",
                  settings.toString(),
                  "--proxy=http",
                  "--node=" + a.json(),
                  "--reports=" + reports,
                  "--html=" + page,
                  "--json"),
              Map.of(),
              log);
      try {
        Waiting waiting = new Waiting(Duration.ofMinutes(2));
        while (a.received().size() < 20) {
          assertThat(waiting.isOver()).as(Files.readString(log)).isFalse();
          waiting.pause();
        }
        Signals.send(signal, run);
        assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
      } finally {
        run.destroyForcibly();
      }

      assertThat(run.exitValue()).isEqualTo(Signals.exitCode(signal));
      JsonNode totals = new ObjectMapper().readTree(Files.readString(log));
      assertThat(totals.path("all").path("succeeded").asInt()).isEqualTo(a.received().size());
    }
    try (Stream<Path> kept = Files.list(reports)) {
      Report report = ReportReader.read(kept.findFirst().orElseThrow());
      assertThat(report.how()).isEqualTo("stopped");
    }
    assertThat(page).content().contains("<svg");
  }
}
