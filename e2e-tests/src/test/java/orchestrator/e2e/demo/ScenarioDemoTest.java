package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of scenarios comes to its end, with every transaction in its picture committed. */
class ScenarioDemoTest {
  @TempDir private Path folder;

  @Test
  void theLoadChangesInTheMiddleAndAPictureTellsWhatCameOfIt() throws Exception {
    Path data = folder.resolve("kept");
    Path page = folder.resolve("busy.html");
    List<String> options = List.of("--scenario", "--data=" + data, "--report=" + page);
    try (DemoProcess demo = DemoProcess.start(folder, options)) {
      MatchResult server = demo.awaitLine("A server of the demo's own: \\S+, pid (\\d+)\\.");

      assertThat(demo.exitCode()).as(demo.output()).isZero();

      assertThat(demo.output())
          .containsSubsequence(
              "The node of MyOrg3MSP has registered.",
              "Each node sends 20 transactions a second.",
              "New settings: from 20 to 150 transactions a second, each.",
              "The calm run was stopped.",
              "All is sent and answered.");
      assertThat(demo.lastLines(1).get(0))
          .matches("All %d transactions are committed\\.".formatted(due(demo.output())));
      assertThat(page).content().contains("<svg", "MyOrg3MSP");
      try (Stream<Path> reports = Files.list(data.resolve("reports"))) {
        assertThat(reports).as("one a run").hasSize(2);
      }
      assertThat(ProcessHandle.of(Long.parseLong(server.group(1)))).isEmpty();
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  /** What the lines of the picture say that was due: the first number after the second. */
  private static long due(String output) {
    return output
        .lines()
        .filter(line -> line.matches("(calm|busy) +\\d+ .*"))
        .mapToLong(
            line -> Long.parseLong(Splitter.on(' ').omitEmptyStrings().splitToList(line).get(2)))
        .sum();
  }

  @Test
  void anOptionOfTheStudyIsRefused() throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder, List.of("--scenario", "--rounds=3"))) {
      assertThat(demo.exitCode()).isEqualTo(2);
      assertThat(demo.output()).contains("--rounds", "--scenario");
    }
  }
}
