package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of flows comes to its end, with the cashier killed and one order undone. */
class FlowDemoTest {
  @TempDir private Path folder;

  @Test
  void anOrderOutlivesItsCashierAndAnotherOneIsUndone() throws Exception {
    Path data = folder.resolve("kept");
    try (DemoProcess demo = DemoProcess.start(folder, List.of("--flow", "--data=" + data))) {
      MatchResult killed =
          demo.awaitLine("The cashier was charging the card: killed, pid (\\d+)\\.");
      MatchResult back = demo.awaitLine("The cashier is back: pid (\\d+)\\.");

      assertThat(demo.exitCode()).as(demo.output()).isZero();

      assertThat(back.group(1)).isNotEqualTo(killed.group(1));
      assertThat(demo.output())
          .containsPattern("The first order: left with the neighbours in Ghent \\(\\S+ s\\)\\.")
          .containsPattern("charge +cashier +MyOrg2MSP +done +\\S+ s +begun 2 times")
          .containsPattern("deliver +carrier +MyOrg3MSP +failed +\\S+ s +nobody goes to the moon")
          .containsPattern(
              "(?s)~charge +cashier +MyOrg2MSP +done.*~reserve +stock +MyOrg1MSP +done");
      assertThat(demo.lastLines(2))
          .containsExactly(
              "The stock has 7 of tea left; the cashier's book: charged 13.50, charged 22.50,"
                  + " refunded 22.50.",
              "Each order was charged once, and what was undone is as it was.");
      assertThat(Files.readAllLines(data.resolve("cashier/book.txt"))).hasSize(3);
      assertThat(ProcessHandle.of(Long.parseLong(back.group(1)))).isEmpty();
    }
  }

  @Test
  void anOptionOfTheStudyIsRefused() throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder, List.of("--flow", "--rounds=3"))) {
      assertThat(demo.exitCode()).isEqualTo(2);
    }
  }
}
