package orchestrator.e2e.demo;

import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital with a process of its own is killed in the middle of a task. */
class KilledHospitalTest {
  private static final String RUN = "killed hospital";

  /**
   * Two hospitals and one round: 2 sums, their pool, 3 joint tasks, 2 alone, 2 tests of 3 models.
   */
  private static final int TASKS = 2 + 1 + 3 + 2 + 2 * 3;

  @TempDir private Path folder;

  @Test
  void theHospitalThatIsStartedAgainTakesItsTaskUp() throws Exception {
    try (ServerProcess server = ServerProcess.start(ServerSettings.on(folder.resolve("data")));
        StudyOnServer study = new StudyOnServer(server.target(), RUN);
        DemoProcess first = hospital(server, "MyOrg1MSP");
        DemoProcess coordinator = process(server, "--role=coordinator")) {
      String task;
      try (DemoProcess second = hospital(server, "MyOrg2MSP")) {
        task = study.awaitTraining("MyOrg2MSP");
        second.kill();
      }
      assertThat(study.status(task)).as("it was in the middle").isEqualTo(STATUS_EXECUTING);

      try (DemoProcess again = hospital(server, "MyOrg2MSP")) {
        for (DemoProcess process : List.of(coordinator, first, again)) {
          assertThat(process.exitCode()).as(process.output()).isZero();
        }
        assertThat(again.lastLines(1)).containsExactly("The plan has come to its end.");
      }
      assertThat(coordinator.lastLines(1).get(0)).endsWith("the goal of 95 % is reached.");
      assertThat(study.statuses()).isEqualTo(Map.of(STATUS_DONE, TASKS));
      assertThat(study.history(task))
          .as("the task was not begun anew")
          .endsWith(STATUS_EXECUTING, STATUS_DONE)
          .containsOnlyOnce(STATUS_EXECUTING);
    }
  }

  private DemoProcess hospital(ServerProcess server, String organization) throws Exception {
    return process(server, "--role=hospital", "--organization=" + organization);
  }

  /** Its tasks take seconds. */
  private DemoProcess process(ServerProcess server, String... options) throws Exception {
    List<String> common =
        List.of(
            "--server=" + server.target(),
            "--run=" + RUN,
            "--data=" + folder.resolve("study"),
            "--organizations=MyOrg1MSP,MyOrg2MSP",
            "--rounds=1",
            "--steps=100000");
    return DemoProcess.start(folder, Stream.concat(Stream.of(options), common.stream()).toList());
  }
}
