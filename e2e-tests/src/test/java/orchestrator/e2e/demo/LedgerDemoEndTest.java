package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import orchestrator.e2e.harness.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the demo ends that has a Fabric network of its own, no process is left. */
class LedgerDemoEndTest {
  private static final String NETWORK = "A Fabric network of the demo's own, pid (\\d+); .*";
  private static final String SERVER = "A server of the demo's own: (\\S+), pid (\\d+)\\.";

  /** Tasks take seconds, so that the end comes in the middle of them. */
  private static final List<String> OPTIONS =
      List.of(
          "--organizations=MyOrg1MSP,MyOrg2MSP", "--rounds=1", "--steps=1000000", "--run=ended");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void bySignalInTheMiddleOfItsTasks(String signal) throws Exception {
    Signals.assumeIsNotIgnored(signal);
    try (DemoProcess demo = DemoProcess.startOnLedger(folder, OPTIONS)) {
      awaitTraining(demo);
      List<ProcessHandle> started = demo.descendants();

      demo.signal(signal);

      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(Signals.exitCode(signal));
      Processes.assertEnd(started);
      assertThat(demo.output()).doesNotContain("demo: ");
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void bySignalWhileItsNetworkStarts() throws Exception {
    try (DemoProcess demo = DemoProcess.startOnLedger(folder, OPTIONS)) {
      demo.awaitServerProcess();
      demo.awaitTemporaryFolder("MyOrg2MSP");
      List<ProcessHandle> started = demo.descendants();

      demo.signal("TERM");

      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(Signals.exitCode("TERM"));
      Processes.assertEnd(started);
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void killed() throws Exception {
    try (DemoProcess demo = DemoProcess.startOnLedger(folder, OPTIONS)) {
      awaitTraining(demo);
      List<ProcessHandle> started = demo.descendants();

      demo.kill();

      Processes.assertEnd(started);
    }
  }

  @Test
  void byTheDeathOfItsNetworkOfWhichItTells() throws Exception {
    try (DemoProcess demo = DemoProcess.startOnLedger(folder, OPTIONS)) {
      MatchResult network = demo.awaitLine(NETWORK);
      awaitTraining(demo);
      List<ProcessHandle> started = demo.descendants();

      ProcessHandle.of(Long.parseLong(network.group(1))).orElseThrow().destroyForcibly();

      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(1);
      assertThat(demo.lastLines(1))
          .containsExactly("demo: the loopback network has died (exit code 137)");
      Processes.assertEnd(started);
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  private static void awaitTraining(DemoProcess demo) throws Exception {
    MatchResult server = demo.awaitLine(SERVER);
    try (StudyOnServer study = new StudyOnServer(server.group(1), "ended")) {
      study.awaitTraining("MyOrg2MSP");
    }
  }
}
