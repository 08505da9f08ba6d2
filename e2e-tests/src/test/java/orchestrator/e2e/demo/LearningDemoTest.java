package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of learning by rule comes to its end, left alone and with its server killed. */
class LearningDemoTest {
  private static final String SERVER = "A server of the demo's own: (\\S+), pid (\\d+)\\.";

  /** Two algorithms, six days of 76 records, 40 of them a training. */
  private static final int TRAININGS = 2 * 6 * 2;

  @TempDir private Path folder;

  @Test
  void twoAlgorithmsLearnDayByDayAndTheBestModelPredicts() throws Exception {
    Path report = folder.resolve("report.svg");
    try (DemoProcess demo =
        DemoProcess.start(folder, List.of("--learning", "--report=" + report))) {
      MatchResult server = demo.awaitLine(SERVER);

      assertThat(demo.exitCode()).as(demo.output()).isZero();

      assertThat(demo.output())
          .containsSubsequence(
              IntStream.rangeClosed(1, 6)
                  .mapToObj("day %d of 6: 76 records; "::formatted)
                  .toList());
      List<String> rows = rows(demo);
      assertThat(rows).hasSize(TRAININGS);
      // Each starts from the last one before it that is marked.
      for (int chain : List.of(0, TRAININGS / 2)) {
        String best = "new";
        for (String row : rows.subList(chain, chain + TRAININGS / 2)) {
          String[] cells = row.strip().split(" {2,}", -1);
          assertThat(cells[4]).as(row).isEqualTo(best);
          best = row.endsWith("*") ? cells[1] : best;
        }
      }
      assertThat(demo.lastLines(4).get(0))
          .matches(
              "record-564, by the best model \\((neural network|logistic regression), rank \\d+\\):"
                  + " malignant with a chance of \\S+ %; in truth it is malignant\\.");
      assertThat(demo.lastLines(3).get(0)).startsWith("24 of 24 trainings are done in ");
      assertThat(demo.lastLines(2).get(0)).isEqualTo("The report is in " + report + ".");
      assertThat(demo.lastLines(1).get(0))
          .matches(
              "The best model is right on \\S+ % of the held-back records;"
                  + " the goal of 95 % is reached\\.");
      assertThat(Picture.in(report).nodes()).hasSize(TRAININGS);
      assertThat(ProcessHandle.of(Long.parseLong(server.group(2)))).isEmpty();
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void whenItsServerIsKilledNoTrainingIsLostAndNoneIsDoneTwice() throws Exception {
    Path data = folder.resolve("kept");
    try (DemoProcess demo = DemoProcess.start(folder, List.of("--learning", "--data=" + data))) {
      MatchResult server = demo.awaitLine(SERVER);
      demo.awaitLine("day 2 of 6: .*");
      ProcessHandle.of(Long.parseLong(server.group(2))).orElseThrow().destroyForcibly();

      String again = "The server had died; it serves again on (\\S+), pid (\\d+)\\.";
      assertThat(demo.awaitLine(again).group(1)).isEqualTo(server.group(1));
      assertThat(demo.exitCode()).as(demo.output()).isZero();
      assertThat(demo.output())
          .containsSubsequence("day 2 of 6: ", "The server had died; ", "day 6 of 6: ")
          .contains("24 of 24 trainings are done in ");
      assertThat(rows(demo)).hasSize(TRAININGS).doesNotHaveDuplicates();
      try (Stream<Path> models = Files.list(data.resolve("models"))) {
        assertThat(models).hasSize(TRAININGS);
      }
    }
  }

  /** The rows of the table. */
  private static List<String> rows(DemoProcess demo) throws Exception {
    return demo.output()
        .lines()
        .filter(line -> line.matches("(logistic regression|neural network) +\\d+ .*"))
        .toList();
  }
}
