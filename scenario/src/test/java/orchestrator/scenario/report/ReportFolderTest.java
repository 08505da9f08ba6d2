package orchestrator.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import orchestrator.scenario.report.ReportFolder.Listed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  @TempDir private Path path;

  @Test
  void aProcessThatIsKilledLeavesAReportThatSaysWhereItIsCut() throws Exception {
    Process process = start();
    Path file = path.resolve("killed.jsonl");
    try {
      waitForSize(file, 5_000, process);
      assertThat(ReportReader.read(file).how()).isEqualTo("running");
      // Nobody cuts what is still written.
      assertThat(ReportFolder.open(path, 10).list())
          .extracting(Listed::run, Listed::how)
          .containsExactly(tuple("killed", "running"));
      waitForSize(file, 10_000, process);
    } finally {
      process.destroyForcibly().waitFor();
    }
    Report before = ReportReader.read(file);
    assertThat(before.how()).isEqualTo("cut");

    ReportFolder folder = ReportFolder.open(path, 10);
    assertThat(folder.list()).extracting(Listed::how).containsExactly("cut");
    assertThat(Files.readString(file)).endsWith("}\n").containsOnlyOnce("\"type\":\"cut\"");
    Report report = ReportReader.read(file);
    assertThat(report.how()).isEqualTo("cut");
    long last = report.stretches().get(report.stretches().size() - 1).second();
    assertThat(report.ending()).contains("cut after second " + last + ":");
    assertThat(Files.readString(file)).endsWith("{\"type\":\"cut\",\"second\":" + last + "}\n");
    // One that is killed between two lines loses a part of its last second.
    Figures node = report.totals().nodes().get(1).figures();
    assertThat(report.totals().all().succeeded()).isPositive();
    assertThat(node.succeeded())
        .isBetween(
            report.totals().all().succeeded()
                - report.stretches().get(report.stretches().size() - 1).figures().succeeded(),
            report.totals().all().succeeded());
    assertThat(report.totals().all().time(Measure.ENDED)).hasValue(new Percentiles(2, 2, 2));

    ReportFolder.open(path, 10);
    assertThat(Files.readString(file)).containsOnlyOnce("\"type\":\"cut\"");
  }

  @Test
  void aLinkInTheFolderIsNoReport() throws IOException {
    Path elsewhere = Files.writeString(path.resolve("elsewhere"), "secret");
    Files.createSymbolicLink(path.resolve("r1.jsonl"), elsewhere);
    ReportFolder folder = ReportFolder.open(path, 10);
    assertThat(folder.find("r1")).isEmpty();
    assertThat(folder.list()).isEmpty();
  }

  @Test
  void aLineThatWasWrittenHalfIsTakenAway() throws IOException {
    Path file = write("r1", "2026-11-30T08:00:00Z", "{\"type\":\"second\",\"second\":0}\n");
    Files.writeString(file, "{\"type\":\"second\",\"sec", StandardOpenOption.APPEND);
    assertThat(ReportReader.read(file).stretches()).hasSize(1);
    ReportFolder.open(path, 10);
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .last()
        .isEqualTo("{\"type\":\"cut\",\"second\":0}");
  }

  @Test
  void theLastSecondIsFoundBehindManyRemarks() throws IOException {
    String remark = "{\"type\":\"remark\",\"at\":1.5,\"text\":\"" + "x".repeat(400) + "\"}\n";
    Path file =
        write(
            "r1",
            "2026-11-30T08:00:00Z",
            "{\"type\":\"second\",\"second\":41}\n" + remark.repeat(2_000));
    ReportFolder.open(path, 10);
    assertThat(Files.readString(file)).endsWith("{\"type\":\"cut\",\"second\":41}\n");
  }

  @Test
  void theNewestComeFirstAndTheOldestGo() throws IOException {
    for (int i = 1; i <= 5; i++) {
      write("r" + i, "2026-11-30T08:00:0" + (9 - i) + "Z", end("completed"));
    }
    ReportFolder folder = ReportFolder.open(path, 4);
    assertThat(folder.list()).extracting(Listed::run).containsExactly("r1", "r2", "r3", "r4");
    RunReport.begin(Runs.header("r6", 1, 1), Optional.of(folder.file("r6")), () -> 0).close();
    assertThat(folder.list())
        .extracting(Listed::run)
        .containsExactlyInAnyOrder("r1", "r2", "r3", "r6");
    assertThat(folder.find("r4")).isEmpty();
    assertThat(folder.find("r6")).isPresent();
  }

  @Test
  void aListSaysWhatEachIsOf() throws IOException {
    write("r1", "2026-11-30T08:00:00Z", end("stopped"));
    Listed listed = ReportFolder.open(path, 4).list().get(0);
    assertThat(listed.settings()).isEqualTo("load");
    assertThat(listed.proxy()).isEqualTo("http");
    assertThat(listed.started()).isEqualTo(Instant.parse("2026-11-30T08:00:00Z"));
    assertThat(listed.how()).isEqualTo("stopped");
    assertThat(listed.bytes()).isEqualTo(Files.size(path.resolve("r1.jsonl")));
  }

  @Test
  void whatIsNoReportIsLeftAlone() throws IOException {
    List<Path> others =
        List.of(
            Files.writeString(path.resolve("notes.jsonl"), "{\"a\":1}\n{\"b\""),
            Files.writeString(path.resolve("empty.jsonl"), ""),
            Files.writeString(path.resolve("text.jsonl"), "not JSON"),
            Files.writeString(path.resolve("a.b.jsonl"), "{\"type\":\"scenario\"}\n"),
            Files.createDirectory(path.resolve("folder.jsonl")));
    ReportFolder folder = ReportFolder.open(path, 1);
    assertThat(folder.list()).isEmpty();
    assertThat(others).allMatch(Files::exists);
    assertThat(Files.readString(others.get(0))).isEqualTo("{\"a\":1}\n{\"b\"");
  }

  @Test
  void aRunsNameLeadsOutOfTheFolderNowhere() throws IOException {
    ReportFolder folder = ReportFolder.open(path.resolve("reports"), 10);
    Files.writeString(path.resolve("secret.jsonl"), "x");
    assertThat(folder.find("../secret")).isEmpty();
    assertThatThrownBy(() -> folder.file("../secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("This is no name of a run: ../secret");
  }

  private Path write(String run, String started, String lines) throws IOException {
    return Files.writeString(
        path.resolve(run + ".jsonl"),
        """
        {"type":"scenario","format":1,"process":{"pid":1,"started":0},"run":"%s",\
        "settings":"load","proxy":"http","started":"%s","entries":[]}
        %s"""
            .formatted(run, started, lines));
  }

  private static String end(String how) {
    return "{\"type\":\"end\",\"at\":1.0,\"how\":\"" + how + "\"}\n";
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            RunProcess.class.getName(),
            path.toString())
        .inheritIO()
        .start();
  }

  private static void waitForSize(Path file, long size, Process process) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file) || Files.size(file) < size) {
      assertThat(process.isAlive()).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
