package orchestrator.scenario.run;

import static orchestrator.scenario.run.Stage.entry;
import static orchestrator.scenario.run.Stage.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The worked examples of the original, by its times. */
class OriginalTimingTest {
  private static final String STOP = "{'nodes': [], 'repetitions': 0}";

  private final Stage stage = new Stage(Timing.ORIGINAL);

  @Test
  void theFirstMessageStartsAfterFifteenSecondsAndNodesRunTheirSteps() {
    stage.nodes("a", "b");
    stage.send("A", settings(2, entry("n0", "2 10 1", "1 4 3"), entry("n1", "0.5 0 2")));
    stage.at(60);
    assertThat(stage.sent)
        .containsExactly(
            "15.5 b n1 0",
            "15.5 b n1 0",
            "16.0 b n1 0",
            "16.0 b n1 0",
            "17.0 a n0 20",
            "18.0 a n0 8",
            "18.0 a n0 8",
            "18.0 a n0 8",
            "20.0 a n0 20",
            "21.0 a n0 8",
            "21.0 a n0 8",
            "21.0 a n0 8");
    assertThat(stage.report).contains("completed: 12 intended, 12 sent, 12 succeeded, 0 failed");
  }

  @Test
  void onlyTheLastOfTwoMessagesRunsAndTheOldScenarioStopsAfterFiveSeconds() {
    stage.nodes("a");
    stage.send("before", settings(1000, entry("before", "1 1 1"))).at(100.1);
    stage.sent.clear();
    stage.send("OLD", settings(99, entry("OLD", "1 1 1"))).at(102.1);
    stage.send("NEW", settings(1000, entry("NEW", "1 1 1"))).at(113.5);
    assertThat(stage.sent)
        .containsExactly(
            "101.0 a before 2",
            "102.0 a before 2",
            "103.0 a before 2",
            "104.0 a before 2",
            "105.0 a before 2",
            "111.1 a NEW 2",
            "112.1 a NEW 2",
            "113.1 a NEW 2");
    assertThat(stage.told).contains("102.1 OLD superseded", "110.1 NEW started");
  }

  @Test
  void aScenarioWithTooFewNodesWaitsWhileTheOldOneRuns() {
    stage.nodes("a", "b");
    stage.send("old", settings(1000, entry("old", "1 1 1"))).at(100.1);
    stage.sent.clear();
    stage.send("C", settings(9, entry("x", "1 1 1"), entry("y", "1 1 1"), entry("z", "1 1 1")));
    stage.at(113.1).nodes("c").at(126.5);
    assertThat(stage.sent.get(0)).isEqualTo("101.0 a old 2");
    assertThat(stage.sent).contains("120.0 a old 2").doesNotContain("121.0 a old 2");
    assertThat(stage.sent).endsWith("126.1 a x 2", "126.1 b y 2", "126.1 c z 2");
    assertThat(stage.told).contains("125.1 C started");
  }

  @Test
  void aStopEndsStepsAfterFiveSecondsAndASleepingNodeSendsNothingMore() {
    stage.nodes("a", "b");
    stage.send("old", settings(1000, entry("fast", "1 1 1"), entry("slow", "14 1 1"))).at(100.1);
    stage.sent.clear();
    stage.send("stop", STOP).at(150);
    assertThat(stage.sent)
        .containsExactly(
            "101.0 a fast 2",
            "102.0 a fast 2",
            "103.0 a fast 2",
            "104.0 a fast 2",
            "105.0 a fast 2");
  }

  @Test
  void timesDriftByWhatTransactionsTake() {
    stage.nodes("a");
    stage.chain =
        transaction -> {
          CompletableFuture<Void> end = new CompletableFuture<>();
          stage.time.at(stage.time.now() + 500_000_000, () -> end.complete(null));
          return end;
        };
    stage.send("slow", settings(2, entry("n", "1 1 2"))).at(60);
    assertThat(stage.sent).containsExactly("16.0 a n 2", "16.5 a n 2", "18.0 a n 2", "18.5 a n 2");
  }

  @Test
  void aStopIsNotSeenInsideABurst() {
    stage.nodes("a");
    stage.chain =
        transaction -> {
          CompletableFuture<Void> end = new CompletableFuture<>();
          stage.time.at(stage.time.now() + 1_000_000_000, () -> end.complete(null));
          return end;
        };
    stage.send("burst", settings(2, entry("n", "1 1 20"))).at(17.5);
    stage.send("stop", STOP).at(100);
    assertThat(stage.sent).hasSize(20);
  }

  private void answersAfterASecond() {
    stage.chain =
        transaction -> {
          CompletableFuture<Void> end = new CompletableFuture<>();
          stage.time.at(stage.time.now() + 1_000_000_000, () -> end.complete(null));
          return end;
        };
  }

  @Test
  void aStopThatIsNotOneOfSettingsIsSeenInsideABurst() {
    stage.nodes("a");
    answersAfterASecond();
    stage.send("burst", settings(2, entry("n", "1 1 20"))).at(17.5);
    stage.conductor.stop();
    stage.at(100);
    assertThat(stage.sent).containsExactly("16.0 a n 2", "17.0 a n 2");
    assertThat(stage.told).endsWith("18.0 burst stopped");
  }

  @Test
  void whatMadeWayAndStillSendsIsKnownToRunAndCanBeStopped() {
    stage.nodes("a");
    answersAfterASecond();
    stage.send("burst", settings(1, entry("n", "1 1 1000000"))).at(20.5);
    stage.send("stop", STOP).at(40.5);
    assertThat(stage.told).contains("30.5 stop started", "30.5 stop completed");
    assertThat(stage.conductor.running()).isPresent();
    stage.conductor.stop();
    int before = stage.sent.size();
    stage.at(100);
    assertThat(stage.sent).hasSize(before).endsWith("40.0 a n 2");
    assertThat(stage.told).endsWith("41.0 burst stopped");
    assertThat(stage.conductor.running()).isEmpty();
  }

  @Test
  void ofTooManyThatHaveMadeWayTheOldestAreStopped() {
    stage.nodes("a");
    answersAfterASecond();
    for (int number = 1; number <= 103; number++) {
      stage.send("n" + number, settings(1, entry("n", "0 1 1000000"))).at(number * 16);
    }
    assertThat(stage.told.stream().filter(line -> line.endsWith(" stopped")))
        .extracting(line -> line.substring(line.indexOf(' ')))
        .containsExactly(" n1 stopped", " n2 stopped");
  }

  @Test
  void aStopFailsWhatHangsInTheTimingOfTheOriginalToo() {
    stage.nodes("a");
    stage.chain = transaction -> new CompletableFuture<Void>();
    stage.send("hangs", settings(1, entry("n", "1 1 5"))).at(17);
    stage.conductor.stop();
    stage.at(100);
    assertThat(stage.told).endsWith("22.0 hangs stopped");
  }

  @Test
  void aMessageWhileTheOldOneSettlesIsTakenUpAfterTheStart() {
    stage.nodes("a");
    stage.send("first", settings(99, entry("first", "1 1 1"))).at(12);
    stage.send("second", settings(99, entry("second", "1 1 1"))).at(26.5);
    assertThat(stage.told).contains("15.0 first started", "25.0 second started");
  }

  @Test
  void sendingTheSameSettingsRestartsThem() {
    stage.nodes("a");
    String same = settings(99, entry("n", "1 1 1"));
    stage.send("once", same).at(100.1).send("again", same).at(112.5);
    assertThat(stage.told).contains("110.1 again started");
    assertThat(stage.sent).endsWith("105.0 a n 2", "111.1 a n 2", "112.1 a n 2");
  }
}
