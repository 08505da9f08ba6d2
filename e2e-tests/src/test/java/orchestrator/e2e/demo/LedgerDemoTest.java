package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import orchestrator.e2e.harness.LedgerEngine;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.proto.ComputeTaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in the ledger mode comes to its end. */
class LedgerDemoTest {
  private static final String SERVER = "A server of the demo's own: (\\S+), pid (\\d+)\\.";

  /**
   * Two hospitals: 2 sums and their pool; a round has 3 joint tasks, 2 alone, 2 tests of 3 models.
   */
  private static final int TASKS_OF_A_ROUND = 3 + 2 + 2 * 3;

  @TempDir private Path folder;

  @Test
  void onANetworkOfItsOwnItLeavesNothingBehind() throws Exception {
    try (DemoProcess demo = DemoProcess.startOnLedger(folder, twoHospitals("--rounds=1"))) {
      demo.awaitLine(SERVER);
      List<ProcessHandle> started = demo.descendants();

      assertThat(demo.exitCode()).as(demo.output()).isZero();

      assertThat(demo.output())
          .containsPattern(
              "A Fabric network of the demo's own, pid \\d+; all of MyOrg1MSP, MyOrg2MSP endorse\\.")
          .contains("Mode ledger: channel mychannel, chaincode orchestrator; ");
      assertThat(demo.lastLines(2).get(0)).startsWith("All 14 tasks are done in ");
      assertThat(demo.lastLines(1).get(0)).endsWith("the goal of 95 % is reached.");
      assertThat(started)
          .as("network, two chaincodes, server; each may have a helper that started it")
          .hasSizeGreaterThanOrEqualTo(4);
      Processes.assertEnd(started);
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void theLoadOfAScenarioIsCommittedOnIt() throws Exception {
    try (DemoProcess demo = DemoProcess.startOnLedger(folder, List.of("--scenario"))) {
      assertThat(demo.exitCode()).as(demo.output()).isZero();

      assertThat(demo.output()).contains("from 3 to 20 transactions a second, each.");
      assertThat(demo.lastLines(1).get(0)).matches("All \\d+ transactions are committed\\.");
    }
  }

  @Test
  void whenItsServerIsKilledAnotherGoesOn() throws Exception {
    List<String> options = twoHospitals("--rounds=2");
    try (DemoProcess demo = DemoProcess.startOnLedger(folder, options)) {
      MatchResult server = demo.awaitLine(SERVER);
      demo.awaitLine("round 1 of 2: .*");
      ProcessHandle.of(Long.parseLong(server.group(2))).orElseThrow().destroyForcibly();

      String again = "The server had died; it serves again on (\\S+), pid (\\d+)\\.";
      assertThat(demo.awaitLine(again).group(1)).isEqualTo(server.group(1));
      assertThat(demo.exitCode()).as(demo.output()).isZero();
      assertThat(demo.output())
          .containsSubsequence("round 1 of 2: ", "The server had died; ", "round 2 of 2: ");
    }
  }

  @Test
  void onANetworkThatRunsAlreadyEveryTaskIsDoneOnItsLedger() throws Exception {
    try (LedgerEngine network =
        LedgerEngine.start(
            List.of("MyOrg1MSP", "MyOrg2MSP"), List.of("mychannel", "yourchannel"))) {
      List<String> options =
          List.of(
              "--fabric-identities=" + network.identities(),
              "--run=on a ledger",
              "--rounds=1",
              "--steps=1000");
      try (DemoProcess demo = DemoProcess.startOnLedger(folder, options)) {
        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output()).contains("the server signs for MyOrg1MSP, MyOrg2MSP.\n");
      }

      ServerSettings facade = network.settings(folder.resolve("facade"));
      try (ServerProcess server = ServerProcess.start(facade);
          StudyOnServer study = new StudyOnServer(server.target(), "on a ledger")) {
        assertThat(study.statuses())
            .isEqualTo(Map.of(ComputeTaskStatus.STATUS_DONE, 3 + TASKS_OF_A_ROUND));
      }
    }
  }

  @Test
  void learningByRuleGoesItsWayOnANetworkOfItsOwn() throws Exception {
    List<String> options = List.of("--learning", "--organizations=MyOrg1MSP,MyOrg2MSP");
    try (DemoProcess demo = DemoProcess.startOnLedger(folder, options)) {
      demo.awaitLine(SERVER);
      List<ProcessHandle> started = demo.descendants();

      assertThat(demo.exitCode()).as(demo.output()).isZero();

      assertThat(demo.output()).contains("24 of 24 trainings are done in ");
      assertThat(demo.lastLines(1).get(0)).endsWith("the goal of 95 % is reached.");
      Processes.assertEnd(started);
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  /** One round of so many steps is enough for the goal. */
  private static List<String> twoHospitals(String... more) {
    List<String> options =
        new ArrayList<>(List.of("--organizations=MyOrg1MSP,MyOrg2MSP", "--steps=1000"));
    options.addAll(List.of(more));
    return options;
  }
}
