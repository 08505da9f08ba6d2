package orchestrator.scenario.run;

import static orchestrator.scenario.run.Stage.entry;
import static orchestrator.scenario.run.Stage.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.scenario.proxy.Transaction;
import orchestrator.scenario.settings.Entry;
import orchestrator.scenario.settings.ScenarioSettings;
import orchestrator.scenario.settings.Step;
import org.junit.jupiter.api.Test;

class PreciseTimingTest {
  private final Stage stage = new Stage(Timing.PRECISE);

  private CompletionStage<?> answersAfter(double seconds) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    stage.time.at(stage.time.now() + (long) (seconds * 1e9), () -> end.complete(null));
    return end;
  }

  private static CompletionStage<?> never(Transaction transaction) {
    return new CompletableFuture<Void>();
  }

  @Test
  void settingsStartAtOnceWithTheOrderAndNumberOfTheOriginal() {
    stage.nodes("a", "b");
    stage.send("A", settings(1.5, entry("n0", "2 10 1", "1 4 3"), entry("n1", "0.5 0 2")));
    stage.at(60);
    assertThat(stage.sent)
        .containsExactly(
            "0.5 b n1 0",
            "0.5 b n1 0",
            "1.0 b n1 0",
            "1.0 b n1 0",
            "2.0 a n0 20",
            "3.0 a n0 8",
            "3.0 a n0 8",
            "3.0 a n0 8",
            "5.0 a n0 20",
            "6.0 a n0 8",
            "6.0 a n0 8",
            "6.0 a n0 8");
    assertThat(stage.told).containsExactly("0.0 A started", "6.0 A completed");
  }

  @Test
  void aSlowChainDoesNotMoveTheTimesAtWhichTransactionsAreDue() {
    stage.nodes("a");
    stage.chain = transaction -> answersAfter(5);
    stage.send("slow", settings(3, entry("n", "1 1 1"))).at(60);
    assertThat(stage.sent).containsExactly("1.0 a n 2", "2.0 a n 2", "3.0 a n 2");
  }

  @Test
  void whatWaitsForItsTurnCountsItsLatencyFromWhenItWasDue() {
    Stage narrow =
        new Stage(Timing.PRECISE, new Patience(Duration.ofSeconds(30), Duration.ofSeconds(5), 1));
    narrow.nodes("a");
    narrow.chain =
        transaction -> {
          CompletableFuture<Void> end = new CompletableFuture<>();
          narrow.time.at(narrow.time.now() + 3_000_000_000L, () -> end.complete(null));
          return end;
        };
    narrow.send("slow", settings(3, entry("n", "1 1 1"))).at(60);
    assertThat(narrow.sent).containsExactly("1.0 a n 2", "4.0 a n 2", "7.0 a n 2");
    assertThat(narrow.report)
        .containsExactly(
            "latency 3.0 service 3.0",
            "latency 5.0 service 3.0",
            "latency 7.0 service 3.0",
            "completed: 3 intended, 3 sent, 3 succeeded, 0 failed");
  }

  @Test
  void whatIsDueAndCannotBeSentIsStillIntended() {
    Stage narrow =
        new Stage(Timing.PRECISE, new Patience(Duration.ofSeconds(30), Duration.ofSeconds(1), 1));
    narrow.nodes("a");
    narrow.chain = PreciseTimingTest::never;
    narrow.send("stuck", settings(100, entry("n", "1 1 2"))).at(10.5);
    narrow.conductor.stop();
    narrow.at(20);
    assertThat(narrow.report).contains("stopped: 20 intended, 1 sent, 0 succeeded, 1 failed");
  }

  @Test
  void transactionsAtARateAreSpreadEvenly() {
    stage.nodes("a");
    stage.send("rate", settings(1, entry("n", "1 1 4 'rate':2", "1 0 1"))).at(60);
    assertThat(stage.sent)
        .containsExactly("1.0 a n 2", "1.5 a n 2", "2.0 a n 2", "2.5 a n 2", "4.0 a n 0");
  }

  @Test
  void aRampChangesTheRateInAStraightLine() {
    stage.nodes("a");
    stage.send("ramp", settings(1, entry("n", "0 1 400 'rate':10,'rateEnd':30"))).at(100);
    // 20 a second on the average: 20 s, of which the first second has 10 and the last one 30.
    assertThat(count(0, 1)).isBetween(10L, 11L);
    assertThat(count(10, 11)).isBetween(20L, 21L);
    assertThat(count(19, 20)).isBetween(29L, 30L);
    assertThat(stage.sent).hasSize(400);
  }

  private long count(double from, double to) {
    return stage.sent.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(0, line.indexOf(' '))))
        .filter(time -> time >= from - 0.001 && time < to - 0.001)
        .count();
  }

  @Test
  void aStopIsAtOnceAlsoInsideABurstAndAPause() {
    stage.nodes("a", "b");
    stage.chain = transaction -> answersAfter(0.1);
    stage.send("long", settings(9, entry("rate", "0 1 1000 'rate':10"), entry("slow", "99 1 1")));
    stage.at(1.05);
    int before = stage.sent.size();
    stage.send("stop", "{'nodes':[],'repetitions':0}").at(300);
    assertThat(stage.sent).hasSize(before);
    assertThat(stage.told).contains("1.1 stop started").contains("1.1 long stopped");
  }

  @Test
  void newSettingsReplaceOldOnesAtOnce() {
    stage.nodes("a");
    stage.send("OLD", settings(99, entry("OLD", "1 1 1"))).at(2.5);
    stage.send("NEW", settings(99, entry("NEW", "1 1 1"))).at(4.9);
    assertThat(stage.sent)
        .containsExactly("1.0 a OLD 2", "2.0 a OLD 2", "3.5 a NEW 2", "4.5 a NEW 2");
  }

  @Test
  void aStartTimeIsWaitedFor() {
    stage.nodes("a");
    stage.send(
        "later",
        "{'startAt':'1970-01-01T00:00:30Z','repetitions':1,'nodes':[" + entry("n", "1 1 1") + "]}");
    stage.at(60);
    assertThat(stage.sent).containsExactly("31.0 a n 2");
  }

  @Test
  void aStartTimeThatIsAlwaysAheadHoldsNothingUpButItself() {
    stage.nodes("a");
    ScenarioSettings far =
        new ScenarioSettings(
            "far",
            1,
            OptionalLong.empty(),
            Optional.of(Instant.MAX),
            List.of(new Entry("x", List.of(new Step(0, 1, 1, 0, 0)))));
    stage.submit("far", far).at(100_000);
    assertThat(stage.sent).isEmpty();
    stage.send("now", settings(1, entry("n", "1 1 1"))).at(100_002);
    assertThat(stage.told)
        .containsExactly(
            "100000.0 far superseded", "100000.0 now started", "100001.0 now completed");
  }

  @Test
  void aStartTimeInThePastStartsAtOnce() {
    stage.nodes("a");
    stage.send(
        "past",
        "{'startAt':'-1000000000-01-01T00:00:00Z','repetitions':1,'nodes':["
            + entry("n", "1 1 1")
            + "]}");
    stage.at(9);
    assertThat(stage.sent).containsExactly("1.0 a n 2");
  }

  @Test
  void aTransactionWithoutAnAnswerFailsAndALateAnswerChangesNothing() {
    stage.nodes("a");
    stage.chain = transaction -> answersAfter(40);
    stage.send("late", settings(1, entry("x", "1 1 1"))).at(100);
    assertThat(stage.report)
        .containsExactly(
            "31.25 failed: no answer within 30 s",
            "completed: 1 intended, 1 sent, 0 succeeded, 1 failed");
  }

  @Test
  void aProxyThatThrowsFailsItsTransactionsOnly() {
    stage.nodes("a");
    stage.chain =
        transaction -> {
          throw new IllegalStateException("thrown\nat once");
        };
    stage.send("throws", settings(2, entry("x", "1 1 1"))).at(9);
    assertThat(stage.report)
        .containsExactly(
            "1.00 failed: thrown at once",
            "2.00 failed: thrown at once",
            "completed: 2 intended, 2 sent, 0 succeeded, 2 failed");
  }

  @Test
  void aSeedMakesTheSamePayloads() {
    stage.nodes("a", "b");
    String seeded =
        "{'seed':7,'repetitions':2,'nodes':["
            + entry("n", "1 8 3")
            + ","
            + entry("m", "1 8 3")
            + "]}";
    stage.send("one", seeded).at(10);
    List<String> first = new ArrayList<>(stage.payloads);
    stage.payloads.clear();
    stage.send("two", seeded).at(20);
    assertThat(stage.payloads).isEqualTo(first).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void withoutASeedEachRunHasOtherPayloads() {
    stage.nodes("a");
    String free = settings(1, entry("n", "1 8 1"));
    stage.send("one", free).at(10).send("two", free).at(20);
    assertThat(stage.payloads).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void settingsChangedAThousandTimesLeaveOneScenario() {
    stage.nodes("a");
    for (int change = 0; change < 1_000; change++) {
      stage.send("s" + change, settings(1_000, entry("s" + change, "0 1 1", "0.5 1 1")));
      stage.at(change * 0.06);
    }
    stage.at(61).sent.clear();
    stage.at(63);
    assertThat(stage.sent).isNotEmpty().allMatch(line -> line.contains(" s999 "));
  }

  @Test
  void repetitionsOfZeroStopWhatRunsWithoutNodes() {
    stage.nodes("a");
    stage.send("long", settings(99, entry("n", "1 1 1"))).at(2.5);
    stage.send("zero", settings(0, entry("x", "1 1 1"), entry("y", "1 1 1"))).at(9);
    assertThat(stage.sent).hasSize(2);
    assertThat(stage.told).contains("2.5 long stopped", "2.5 zero completed");
  }
}
