package orchestrator.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The file of a report is bounded, and what it suffers harms no run. */
class ReportFileTest extends WrittenReport {
  @Test
  void reasonsAreLinesAndFew() throws IOException {
    try (RunReport report = begin(1, 1)) {
      report.failed(0, 0, 0, "first\nsecond \u0000 </script>\ud800", 1);
      report.failed(0, 0, 0, "x".repeat(5_000_000), 1);
      report.failed(0, 0, 0, " \r\n ", 1);
      for (int i = 0; i < 50_000; i++) {
        report.failed(0, 0, 0, "Transaction " + i + " failed.", 1);
      }
      report.ended(0, "completed");
      Figures figures = report.totals().all();
      assertThat(figures.failed()).isEqualTo(50_003);
      assertThat(figures.reasons())
          .hasSize(21)
          .containsEntry("first second </script>", 1L)
          .containsEntry("x".repeat(199) + "…", 1L)
          .containsEntry("no reason given", 1L)
          .containsEntry("other", 50_003L - 20);
    }
    assertThat(Files.size(file())).isLessThan(20_000);
  }

  @Test
  void remarksAreBounded() throws IOException {
    try (RunReport report = begin(1, 1)) {
      for (int i = 0; i < 20_000; i++) {
        report.remark(Runs.millis(i), "Node n0 died.\n" + "x".repeat(1_000));
      }
      assertThat(lines()).hasSize(10_001);
      assertThat(lines().get(1).path("text").asText()).hasSize(500).startsWith("Node n0 died. x");
      assertThat(lines().get(10_000).path("text").asText()).contains("more remarks");
    }
  }

  @Test
  void aLargeReportLeavesOutNodesSeconds() throws IOException {
    LineFile file = LineFile.begin(file());
    try (RunReport report =
        RunReport.begin(Runs.header("r1", 1, 1), Optional.of(file), 2_000, now::get)) {
      for (int second = 0; second < 100; second++) {
        report.intended(0, 0, Runs.millis(second * 1_000L), 1);
      }
      now.set(Runs.millis(100_000));
      report.flush();
    }
    List<String> types = lines().stream().map(line -> line.path("type").asText()).toList();
    assertThat(types).filteredOn("part"::equals).hasSizeBetween(1, 20);
    assertThat(types).filteredOn("second"::equals).hasSize(100);
    assertThat(types).filteredOn("remark"::equals).hasSize(1);
  }

  @Test
  void aFullDiskIsSaidAndTheRunGoesOn() throws IOException {
    try (RunReport report =
        RunReport.begin(
            Runs.header("r1", 1, 1),
            Optional.of(new LineFile(Path.of("/dev/full"))),
            1_000_000,
            now::get)) {
      report.intended(0, 0, 0, 1);
      now.set(Runs.millis(5_000));
      report.flush();
      report.ended(Runs.millis(5_000), "completed");
      assertThat(report.totals().fault().orElseThrow()).contains("No space left on device");
      assertThat(report.totals().all().intended()).isEqualTo(1);
      assertThat(report.totals().json(1).path("fault").asText()).contains("No space left");
    }
  }

  @Test
  void anInterruptedThreadHarmsNothing() throws IOException {
    try (RunReport report = begin(1, 1)) {
      Thread.currentThread().interrupt();
      report.remark(0, "One.");
      assertThat(Thread.interrupted()).isTrue();
      report.remark(0, "Two.");
      assertThat(lines()).hasSize(3);
    }
  }

  @Test
  void aReportOverwritesNoOther() throws IOException {
    begin(1, 1).close();
    assertThatThrownBy(() -> begin(1, 1)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aFileIntoWhichNothingCouldBeWrittenIsRemoved() throws IOException {
    Path path = file();
    LineFile file = LineFile.begin(path);
    assertThat(path).exists();
    file.close();
    assertThat(path).doesNotExist();
  }
}
