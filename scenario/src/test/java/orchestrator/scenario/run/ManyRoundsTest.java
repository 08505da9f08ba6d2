package orchestrator.scenario.run;

import static orchestrator.scenario.run.Stage.entry;
import static orchestrator.scenario.run.Stage.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** So many rounds that nobody could walk through them before the first transaction. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyRoundsTest {
  private final Stage stage = new Stage(Timing.PRECISE);

  private void neverAnswers() {
    stage.nodes("a");
    stage.chain = transaction -> new CompletableFuture<Void>();
  }

  @Test
  void roundsWithoutAPauseAreSentAtOnceAndStopAtOnce() {
    neverAnswers();
    stage.send("for ever", settings("1e12", entry("n", "0 1 1", "0 1 0", "0 1 2"))).at(0);
    assertThat(stage.sent).hasSize(1_000).startsWith("0.0 a n 2");
    stage.conductor.stop();
    stage.at(9);
    assertThat(stage.told).containsExactly("0.0 for ever started", "5.0 for ever stopped");
    assertThat(stage.report)
        .contains("stopped: 3000000000000 intended, 1000 sent, 0 succeeded, 1000 failed");
  }

  @Test
  void aBillionRoundsASecondAreCountedInTheirSeconds() {
    neverAnswers();
    stage.send("tiny", settings("1e12", entry("n", "1e-9 1 1"))).at(0.5);
    assertThat(stage.sent).hasSize(1_000);
    stage.send("stop", "{'nodes':[],'repetitions':0}").at(9);
    assertThat(stage.report)
        .contains("stopped: 500000000 intended, 1000 sent, 0 succeeded, 1000 failed");
  }

  @Test
  void allRoundsOfADeadNodeFailTogether() {
    neverAnswers();
    stage.send("dead", settings("1e12", entry("n", "0 1 1", "0 1 2"))).at(0.1);
    stage.dead.add("a");
    stage.at(60);
    assertThat(stage.report)
        .contains(
            "completed: 3000000000000 intended, 1000 sent, 0 succeeded, 3000000000000 failed");
  }

  @Test
  void allRoundsOfADeadNodeFailTogetherInTheTimingOfTheOriginalToo() {
    Stage original = new Stage(Timing.ORIGINAL);
    original.nodes("a");
    original.chain = transaction -> new CompletableFuture<Void>();
    original.send("dead", settings("1e12", entry("n", "0 1 1", "0 1 2"))).at(15.1);
    original.dead.add("a");
    original.at(60);
    assertThat(original.report)
        .contains("completed: 3000000000000 intended, 1 sent, 0 succeeded, 3000000000000 failed");
  }
}
