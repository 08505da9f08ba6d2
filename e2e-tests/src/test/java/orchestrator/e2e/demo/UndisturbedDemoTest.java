package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.proto.ComputeTaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo comes to its end. */
class UndisturbedDemoTest {
  /** Three sums and their pool; a round has 4 joint tasks, 3 alone, and 3 tests of 4 models. */
  private static final int TASKS_OF_TWO_ROUNDS = 3 + 1 + 2 * (4 + 3 + 3 * 4);

  @TempDir private Path folder;

  @Test
  void withAServerOfItsOwnItLeavesAReportAndNothingElse() throws Exception {
    Path report = folder.resolve("report.html");
    try (DemoProcess demo =
        DemoProcess.start(folder, List.of("--rounds", "2", "--report", report.toString()))) {
      long server = serverOf(demo);

      assertThat(demo.exitCode()).as(demo.output()).isZero();

      assertThat(demo.lastLines(3).get(0))
          .matches(
              "All 42 tasks are done in \\S+ s \\(\\S+ s with the start\\);"
                  + " 14 intermediate models are disabled and removed\\.");
      assertThat(demo.lastLines(2)).first().isEqualTo("The report is in " + report + ".");
      assertThat(demo.lastLines(1).get(0))
          .matches(
              "The joint model is right on \\S+ % of the held-back records;"
                  + " the goal of 95 % is reached\\.");
      assertThat(Picture.in(report).nodes())
          .hasSize(TASKS_OF_TWO_ROUNDS)
          .allMatch(title -> title.endsWith(": done"));
      assertThat(ProcessHandle.of(server)).as("the server's process").isEmpty();
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void onAServerThatRunsAlreadyEveryTaskIsDone() throws Exception {
    Path report = folder.resolve("report.svg");
    Path data = folder.resolve("study");
    try (ServerProcess server = ServerProcess.start(threeHospitals());
        DemoProcess demo =
            DemoProcess.start(
                folder,
                List.of(
                    "--server=" + server.target(),
                    "--run=undisturbed",
                    "--rounds=2",
                    "--report=" + report,
                    "--data=" + data))) {
      assertThat(demo.exitCode()).as(demo.output()).isZero();

      assertThat(demo.lastLines(1).get(0)).endsWith("the goal of 95 % is reached.");
      assertThat(Picture.in(report).nodes()).hasSize(TASKS_OF_TWO_ROUNDS);
      try (StudyOnServer study = new StudyOnServer(server.target(), "undisturbed")) {
        assertThat(study.statuses())
            .isEqualTo(Map.of(ComputeTaskStatus.STATUS_DONE, TASKS_OF_TWO_ROUNDS));
      }
      assertThat(server.isAlive()).isTrue();
      assertThat(keptModels(data)).as("the joint model, and that of each hospital").isEqualTo(4);
    }
  }

  private ServerSettings threeHospitals() {
    return ServerSettings.on(folder.resolve("data"))
        .withChannels(Map.of("mychannel", List.of("MyOrg1MSP", "MyOrg2MSP", "MyOrg3MSP")));
  }

  private static long serverOf(DemoProcess demo) throws Exception {
    return Long.parseLong(
        demo.awaitLine("A server of the demo's own: \\S+, pid (\\d+)\\.").group(1));
  }

  private static long keptModels(Path data) throws Exception {
    try (var files = Files.walk(data.resolve("shared"))) {
      return files.filter(file -> file.getParent().endsWith("models")).count();
    }
  }
}
