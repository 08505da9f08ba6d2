package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.proto.ComputeTaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's own server is killed in the middle of the study. */
class KilledServerTest {
  private static final String RUN = "killed server";

  /** Three hospitals and three rounds: 3 sums, their pool, and 19 tasks a round. */
  private static final int TASKS = 3 + 1 + 3 * 19;

  @TempDir private Path folder;

  @Test
  void theServerIsStartedAgainAndNothingIsLost() throws Exception {
    Path data = folder.resolve("study");
    List<String> options =
        List.of("--run", RUN, "--rounds", "3", "--steps", "40000", "--data", data.toString());
    try (DemoProcess demo = DemoProcess.start(folder, options)) {
      MatchResult server = demo.awaitLine("A server of the demo's own: (\\S+), pid (\\d+)\\.");
      demo.awaitLine("round 1 of 3: .*");
      ProcessHandle.of(Long.parseLong(server.group(2))).orElseThrow().destroyForcibly();

      String again = "The server had died; it serves again on (\\S+), pid (\\d+)\\.";
      assertThat(demo.awaitLine(again).group(1)).isEqualTo(server.group(1));
      assertThat(demo.exitCode()).as(demo.output()).isZero();
      assertThat(demo.output())
          .containsSubsequence("round 1 of 3: ", "The server had died; ", "round 3 of 3: ");
      assertThat(demo.lastLines(1).get(0)).endsWith("the goal of 95 % is reached.");
    }

    try (ServerProcess server = ServerProcess.start(onTheDataOf(data));
        StudyOnServer study = new StudyOnServer(server.target(), RUN)) {
      assertThat(study.statuses()).isEqualTo(Map.of(ComputeTaskStatus.STATUS_DONE, TASKS));
    }
  }

  private static ServerSettings onTheDataOf(Path study) {
    return ServerSettings.on(study.resolve("server").resolve("data"))
        .withChannels(Map.of("mychannel", List.of("MyOrg1MSP", "MyOrg2MSP", "MyOrg3MSP")));
  }
}
