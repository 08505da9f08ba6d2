package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import orchestrator.e2e.harness.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal ends the demo: its server and its temporary folder go with it. */
class SignalledDemoTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void inTheMiddleOfItsTasks(String signal) throws Exception {
    Signals.assumeIsNotIgnored(signal);
    List<String> options = List.of("--run", signal, "--rounds", "1", "--steps", "1000000");
    try (DemoProcess demo = DemoProcess.start(folder, options)) {
      MatchResult line = demo.awaitLine("A server of the demo's own: (\\S+), pid (\\d+)\\.");
      ProcessHandle server = ProcessHandle.of(Long.parseLong(line.group(2))).orElseThrow();
      try (StudyOnServer study = new StudyOnServer(line.group(1), signal)) {
        study.awaitTraining("MyOrg3MSP");
      }
      assertThat(demo.temporaryFiles()).isNotEmpty();

      demo.signal(signal);

      assertLeavesNothing(demo, server, signal);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void whileItsServerStarts(String signal) throws Exception {
    Signals.assumeIsNotIgnored(signal);
    try (DemoProcess demo = DemoProcess.start(folder, List.of())) {
      ProcessHandle server = demo.awaitServerProcess();
      demo.awaitTemporaryFolder("data");

      demo.signal(signal);

      assertLeavesNothing(demo, server, signal);
    }
  }

  /** Then nobody is left to remove the folder. */
  @Test
  void whenItIsKilledItsServerEndsAllTheSame() throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder, List.of("--steps", "1000000"))) {
      demo.awaitLine("A server of the demo's own: .*");
      List<ProcessHandle> started = demo.descendants();

      demo.kill();

      Processes.assertEnd(started);
    }
  }

  @Test
  void whenTheStudyIsDoneButItsConsoleIsLookedAt() throws Exception {
    Signals.assumeIsNotIgnored("TERM");
    List<String> options = List.of("--rounds", "1", "--steps", "1", "--console");
    try (DemoProcess demo = DemoProcess.start(folder, options)) {
      MatchResult line = demo.awaitLine("A server of the demo's own: (\\S+), pid (\\d+)\\.");
      ProcessHandle server = ProcessHandle.of(Long.parseLong(line.group(2))).orElseThrow();
      String address = demo.awaitLine("The console: (\\S+) \\(until Ctrl-C\\)").group(1);

      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<title>");
      demo.signal("TERM");
      assertLeavesNothing(demo, server, "TERM");
    }
  }

  private static void assertLeavesNothing(DemoProcess demo, ProcessHandle server, String signal)
      throws Exception {
    assertThat(demo.exitCode()).as(demo.output()).isEqualTo(Signals.exitCode(signal));
    boolean isLeft = server.isAlive();
    server.destroyForcibly();
    assertThat(isLeft).as("the server's process is left").isFalse();
    assertThat(demo.output()).doesNotContain("demo: ");
    assertThat(demo.temporaryFiles()).isEmpty();
  }
}
