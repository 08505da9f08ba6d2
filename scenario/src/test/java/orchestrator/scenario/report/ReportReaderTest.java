package orchestrator.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import orchestrator.scenario.proxy.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportReaderTest {
  @TempDir private Path folder;

  @Test
  void aReportIsReadAsItWasTold() throws IOException {
    AtomicLong now = new AtomicLong();
    RunHeader header = Runs.header("r1", 3, 2);
    Totals totals;
    try (RunReport report = RunReport.begin(header, Optional.of(file()), now::get)) {
      for (int i = 0; i < 3_000; i++) {
        long at = Runs.millis(i);
        report.intended(i % 2, i % 2, at, 1);
        report.sent(i % 2, i % 2, at);
        if (i % 10 == 0) {
          report.failed(i % 2, i % 2, at, "No <b>", 1);
        } else {
          report.reached(i % 2, i % 2, Phase.COMMITTED, at, Runs.millis(i % 100));
          report.succeeded(i % 2, i % 2, at, Runs.millis(i % 100), Runs.millis(1));
        }
      }
      report.remark(Runs.millis(1_500), "Node node1 died.");
      report.ended(Runs.millis(3_000), "completed");
      totals = report.totals();
    }
    Report report = ReportReader.read(file());
    assertThat(report.header()).isEqualTo(header);
    assertThat(report.totals()).isEqualTo(totals);
    assertThat(report.how()).isEqualTo("completed");
    assertThat(report.ending()).isEqualTo("The run was completed after 3.0 s.");
    assertThat(report.remarks()).containsExactly(new Remark(1.5, "Node node1 died."));
    assertThat(report.stretches()).hasSize(3);
    assertThat(report.stretches().get(1).figures().intended()).isEqualTo(1_000);
    assertThat(report.steps())
        .extracting(StepFigures::entry, StepFigures::step)
        .containsExactly(tuple(0, 0), tuple(1, 1));
    assertThat(report.totals().all().reasons()).containsEntry("No <b>", 300L);
    Percentiles ended = report.totals().all().time(Measure.ENDED).orElseThrow();
    assertThat(ended.p50()).isBetween(49.0, 52.0);
    assertThat(ended.p99()).isBetween(97.0, 99.0);
    assertThat(ended.max()).isEqualTo(99);
  }

  @Test
  void whatIsReadDoesNotGrowWithTheRun() throws IOException {
    Stretches stretches = new Stretches();
    for (int i = 0; i < 1_000_000; i++) {
      Tally tally = new Tally();
      tally.intended(1);
      stretches.add(i, tally.counts(), i);
    }
    assertThat(stretches.list()).hasSizeBetween(500, 1_000);
    assertThat(stretches.list()).allMatch(each -> each.width() == 1_024);
    assertThat(stretches.list().stream().mapToLong(each -> each.figures().intended()).sum())
        .isEqualTo(1_000_000);
    assertThat(stretches.list().get(1).underWay()).isEqualTo(2_047);
  }

  @Test
  void secondsOfAnyDistanceAreTaken() {
    Stretches stretches = new Stretches();
    for (int i = 0; i < 5_000; i++) {
      stretches.add(i % 2 == 0 ? i * 1_000_000_000L : 3, Figures.NONE, 0);
    }
    stretches.add(Long.MAX_VALUE - 1, Figures.NONE, 0);
    assertThat(stretches.list()).hasSizeLessThanOrEqualTo(1_000);
  }

  @Test
  void remarksAreReadUpToANumber() throws IOException {
    try (RunReport report =
        RunReport.begin(Runs.header("r1", 1, 1), Optional.of(file()), () -> 0)) {
      for (int i = 0; i < 1_500; i++) {
        report.remark(0, "Remark " + i);
      }
    }
    assertThat(ReportReader.read(file()).remarks()).hasSize(1_000);
    assertThat(ReportReader.read(file()).moreRemarks()).isEqualTo(500);
  }

  @Test
  void aFileThatIsNoReportIsRefusedInASentence() throws IOException {
    refused("", "It is empty.");
    refused("{\"type\":\"scenario\"", "It is empty.");
    refused("hello\n", "Its line 1 is no object of JSON.");
    refused("[]\n", "Its line 1 is no object of JSON.");
    refused("{\"nodes\":[]}\n", "It is no report of a scenario.");
    refused(
        "{\"type\":\"scenario\",\"format\":9}\n", "It is of format 9, and this version reads 1.");
    refused(
        "{\"type\":\"scenario\",\"format\":1,\"run\":\"r1\"}\n",
        "Its first line does not say which run it is of.");
    refused(
        """
        {"type":"scenario","format":1,"run":"r1","started":"2026-11-30T08:00:00Z"}
        {]
        """,
        "Its line 2 is no object of JSON.");
  }

  private void refused(String text, String why) throws IOException {
    Files.writeString(file(), text);
    assertThatThrownBy(() -> ReportReader.read(file()))
        .isInstanceOf(ReportException.class)
        .hasMessage(why);
  }

  private Path file() {
    return folder.resolve("r1.jsonl");
  }
}
