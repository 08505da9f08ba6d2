package orchestrator.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import orchestrator.scenario.proxy.Phase;
import org.junit.jupiter.api.Test;

/** What a run does is counted, by second, step and node. */
class RunReportTest extends WrittenReport {
  @Test
  void anEventCountsInTheSecondInWhichItHappens() throws IOException {
    try (RunReport report = begin(2, 2)) {
      report.intended(0, 1, Runs.millis(100), 1);
      report.sent(0, 1, Runs.millis(150));
      report.reached(0, 1, Phase.ANSWERED, Runs.millis(1_200), Runs.millis(1_100));
      report.succeeded(0, 1, Runs.millis(1_300), Runs.millis(1_200), Runs.millis(1_150));
      report.intended(1, 0, Runs.millis(1_400), 1);
      report.failed(1, 0, Runs.millis(1_500), "The node is gone.", 1);
      now.set(Runs.millis(2_010));
      report.flush();
      List<JsonNode> lines = lines();
      assertThat(lines)
          .extracting(line -> line.path("type").asText())
          .containsExactly("scenario", "second", "part", "second", "part", "part");
      assertThat(lines.get(1))
          .hasToString(
              "{\"type\":\"second\",\"second\":0,\"intended\":1,\"sent\":1,\"under_way\":1}");
      assertThat(lines.get(2))
          .hasToString(
              "{\"type\":\"part\",\"second\":0,\"entry\":0,\"step\":1,\"intended\":1,\"sent\":1}");
      assertThat(lines.get(3))
          .hasToString(
              "{\"type\":\"second\",\"second\":1,\"intended\":1,\"answered\":1,\"succeeded\":1,"
                  + "\"failed\":1,\"reasons\":{\"The node is gone.\":1},\"ms\":{"
                  + "\"answered\":{\"p50\":1100.0,\"p99\":1100.0,\"max\":1100.0},"
                  + "\"ended\":{\"p50\":1200.0,\"p99\":1200.0,\"max\":1200.0},"
                  + "\"service\":{\"p50\":1150.0,\"p99\":1150.0,\"max\":1150.0}},\"under_way\":0}");
    }
  }

  @Test
  void aSecondInWhichNothingHappensIsWrittenToo() throws IOException {
    try (RunReport report = begin(1, 1)) {
      now.set(Runs.millis(3_500));
      report.flush();
      assertThat(lines()).hasSize(4);
      assertThat(lines().get(3)).hasToString("{\"type\":\"second\",\"second\":2,\"under_way\":0}");
    }
  }

  @Test
  void anEventThatComesAfterItsSecondWasWrittenCountsInTheNext() throws IOException {
    try (RunReport report = begin(1, 1)) {
      now.set(Runs.millis(1_010));
      report.flush();
      report.intended(0, 0, Runs.millis(999), 1);
      now.set(Runs.millis(2_010));
      report.flush();
      assertThat(lines().get(2).path("second").asLong()).isEqualTo(1);
      assertThat(lines().get(2).path("intended").asLong()).isEqualTo(1);
    }
  }

  @Test
  void theEndSaysWhatStepsAndNodesCameTo() throws IOException {
    try (RunReport report = begin(2, 2)) {
      for (int i = 0; i < 4; i++) {
        report.intended(i / 2, i % 2, Runs.millis(10), 1);
        report.sent(i / 2, i % 2, Runs.millis(10));
        report.succeeded(i / 2, i % 2, Runs.millis(20), Runs.millis(10 + i), Runs.millis(5));
      }
      report.ended(Runs.millis(1_700), "completed");
    }
    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.path("type").asText())
        .endsWith("step", "step", "step", "step", "node", "node", "total", "end");
    JsonNode node = lines.get(lines.size() - 3);
    assertThat(node.path("entry").asInt()).isEqualTo(1);
    assertThat(node.path("succeeded").asInt()).isEqualTo(2);
    assertThat(node.path("ms").path("ended").path("max").asDouble()).isEqualTo(13);
    assertThat(lines.get(lines.size() - 2).path("intended").asInt()).isEqualTo(4);
    assertThat(lines.get(lines.size() - 1))
        .hasToString("{\"type\":\"end\",\"at\":1.7,\"how\":\"completed\"}");
  }

  @Test
  void aSecondThatHasNotBegunIsNotWritten() throws IOException {
    try (RunReport report = begin(1, 1)) {
      report.intended(0, 0, Runs.millis(10), 1);
      report.ended(Runs.millis(2_000), "completed");
    }
    assertThat(lines())
        .filteredOn(line -> line.path("type").asText().equals("second"))
        .extracting(line -> line.path("second").asInt())
        .containsExactly(0, 1);
  }

  @Test
  void totalsAreAskedForAgainAndAgain() throws IOException {
    try (RunReport report = begin(1, 1)) {
      for (int i = 1; i <= 3; i++) {
        report.succeeded(0, 0, now.get(), Runs.millis(i), Runs.millis(i));
        assertThat(report.totals().nodes().get(0).figures().succeeded()).isEqualTo(i);
        now.addAndGet(Runs.millis(1_000));
        report.flush();
        assertThat(report.totals().nodes().get(0).figures().time(Measure.ENDED))
            .hasValueSatisfying(time -> assertThat(time.max()).isPositive());
        assertThat(report.totals().all().time(Measure.ENDED).orElseThrow().max()).isEqualTo(i);
      }
    }
  }

  @Test
  void whatIsToldAfterTheEndCountsNowhere() throws IOException {
    try (RunReport report = begin(1, 1)) {
      report.intended(0, 0, 0, 1);
      report.ended(Runs.millis(500), "stopped");
      report.intended(0, 0, Runs.millis(600), 1);
      report.remark(Runs.millis(600), "A node died.");
      report.flush();
      report.ended(Runs.millis(700), "completed");
      assertThat(report.totals().all().intended()).isEqualTo(1);
      assertThat(report.totals().seconds()).isEqualTo(0.5);
    }
    assertThat(lines().get(lines().size() - 1).path("how").asText()).isEqualTo("stopped");
  }

  @Test
  void totalsTellOfWhatWasNotWrittenYet() throws IOException {
    try (RunReport report = begin(2, 1)) {
      report.intended(0, 0, 0, 1);
      report.intended(1, 0, 0, 1);
      report.failed(1, 0, 0, "No.", 1);
      now.set(Runs.millis(800));
      Totals totals = report.totals();
      assertThat(totals.seconds()).isEqualTo(0.8);
      assertThat(totals.all().intended()).isEqualTo(2);
      assertThat(totals.all().underWay()).isEqualTo(1);
      assertThat(totals.nodes().get(1).figures().reasons()).containsEntry("No.", 1L);
      assertThat(totals.json(1).path("more_nodes").asInt()).isEqualTo(1);
      assertThat(totals.json(1).path("nodes")).hasSize(1);
    }
  }

  @Test
  void everyOfAHundredThousandTransactionsIsCountedWhileSecondsAreWritten() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (RunReport report = begin(10, 2)) {
      List<Future<?>> work = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        work.add(threads.submit(() -> count(report)));
      }
      while (!work.stream().allMatch(Future::isDone)) {
        now.addAndGet(Runs.millis(100));
        report.flush();
        TimeUnit.MILLISECONDS.sleep(1);
      }
      for (Future<?> each : work) {
        each.get();
      }
      report.ended(now.get(), "completed");
    } finally {
      threads.shutdownNow();
    }
    long[] seconds = new long[2];
    long[] parts = new long[2];
    for (JsonNode line : lines()) {
      long[] sums = line.path("type").asText().equals("second") ? seconds : parts;
      if (line.has("second") && !line.path("type").asText().equals("so_far")) {
        sums[0] += line.path("intended").asLong();
        sums[1] += line.path("committed").asLong();
      }
    }
    JsonNode total = lines().get(lines().size() - 2);
    assertThat(total.path("intended").asLong()).isEqualTo(100_000);
    assertThat(total.path("committed").asLong()).isEqualTo(100_000);
    assertThat(total.path("failed").asLong()).isEqualTo(10_000);
    assertThat(total.path("under_way").asLong()).isZero();
    assertThat(seconds).containsExactly(100_000, 100_000);
    assertThat(parts).containsExactly(100_000, 100_000);
  }

  private void count(RunReport report) {
    for (int i = 0; i < 12_500; i++) {
      int entry = i % 10;
      report.intended(entry, i % 2, now.get(), 1);
      report.sent(entry, i % 2, now.get());
      report.reached(entry, i % 2, Phase.COMMITTED, now.get(), i * 1_000L);
      if (entry == 0) {
        report.failed(entry, i % 2, now.get(), "No.", 1);
      } else {
        report.succeeded(entry, i % 2, now.get(), i * 1_000L, i);
      }
    }
  }

  @Test
  void secondsAreWrittenByItself() throws Exception {
    long start = System.nanoTime();
    try (RunReport report =
        RunReport.begin(
            Runs.header("r1", 1, 1),
            Optional.of(file()),
            () -> System.nanoTime() - start + Runs.millis(700))) {
      report.flushEachSecond();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (lines().size() < 2 && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(lines().get(1).path("type").asText()).isEqualTo("second");
    }
  }
}
