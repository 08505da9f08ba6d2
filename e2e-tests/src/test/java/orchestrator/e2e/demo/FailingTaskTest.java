package orchestrator.e2e.demo;

import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital has a record that cannot be read, so the tasks that learn from it fail. */
class FailingTaskTest {
  private static final String RUN = "failing task";

  /** Both tasks that read the records without waiting for others. Either may fail first. */
  private static final List<String> READING =
      List.of("describe before the first round", "train of round 1 (MyOrg2MSP alone)");

  private static final String TOLD =
      "demo: The task \"(.+)\" of MyOrg2MSP has failed: (.+) \\(task (.+)\\)";
  private static final String REASON =
      "the records of MyOrg2MSP in training.csv cannot be read:"
          + " line 4, column 2: \"unknown\" is not a number";

  /**
   * Two hospitals and one round: 2 sums, their pool, 3 joint tasks, 2 alone, 2 tests of 3 models.
   */
  private static final int TASKS = 2 + 1 + 3 + 2 + 2 * 3;

  @TempDir private Path folder;

  @Test
  void theDemoSaysWhichWhoseAndWhyAndLeavesNoTaskWaiting() throws Exception {
    Path report = folder.resolve("report.svg");
    try (ServerProcess server = ServerProcess.start(ServerSettings.on(folder.resolve("data")));
        StudyOnServer study = new StudyOnServer(server.target(), RUN);
        DemoProcess demo =
            DemoProcess.start(
                folder,
                List.of(
                    "--server=" + server.target(),
                    "--run=" + RUN,
                    "--organizations=MyOrg1MSP,MyOrg2MSP",
                    "--rounds=1",
                    "--data-of=MyOrg2MSP=" + recordsWithAHole(),
                    "--report=" + report))) {
      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(1);

      MatchResult told = demo.awaitLine(TOLD);
      assertThat(told.group(1)).isIn(READING);
      assertThat(told.group(2)).endsWith(REASON);
      assertThat(study.tasks("MyOrg2MSP", STATUS_FAILED)).contains(told.group(3));
      assertThat(study.tasks("MyOrg1MSP", STATUS_FAILED)).isEmpty();
      assertThat(study.statuses()).containsOnlyKeys(STATUS_FAILED, STATUS_CANCELED, STATUS_DONE);
      assertThat(Picture.in(report).nodes())
          .hasSize(TASKS)
          .contains(told.group(1) + ", MyOrg2MSP: failed");
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  /** Ten records, the third of which lacks a measurement. */
  private Path recordsWithAHole() throws Exception {
    String features = "1.5,".repeat(30);
    StringBuilder text = new StringBuilder("10,30,malignant,benign\n");
    for (int record = 1; record <= 10; record++) {
      text.append(record == 3 ? features.replaceFirst(",1.5,", ",unknown,") : features)
          .append(record % 2)
          .append('\n');
    }
    return Files.writeString(folder.resolve("records.csv"), text);
  }
}
