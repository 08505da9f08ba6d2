package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal ends the demo: its server and its temporary folder go with it. */
class SignalledDemoTest {
  /** What a shell calls the end by a signal: 128 and its number. */
  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void inTheMiddleOfItsTasks(String signal) throws Exception {
    assumeIsNotIgnored(signal);
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
    assumeIsNotIgnored(signal);
    try (DemoProcess demo = DemoProcess.start(folder, List.of())) {
      ProcessHandle server = demo.awaitServerProcess();
      demo.awaitTemporaryFolder("data");

      demo.signal(signal);

      assertLeavesNothing(demo, server, signal);
    }
  }

  private static void assertLeavesNothing(DemoProcess demo, ProcessHandle server, String signal)
      throws Exception {
    assertThat(demo.exitCode()).as(demo.output()).isEqualTo(128 + NUMBERS.get(signal));
    boolean isLeft = server.isAlive();
    server.destroyForcibly();
    assertThat(isLeft).as("the server's process is left").isFalse();
    assertThat(demo.output()).doesNotContain("demo: ");
    assertThat(demo.temporaryFiles()).isEmpty();
  }

  /** A shell's background jobs inherit that SIGINT is ignored, and a JVM leaves it so. */
  private static void assumeIsNotIgnored(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      long ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
              .findFirst()
              .orElse(0);
      assumeFalse((ignored >> (NUMBERS.get(signal) - 1) & 1) == 1, "SIG" + signal + " is ignored");
    }
  }
}
