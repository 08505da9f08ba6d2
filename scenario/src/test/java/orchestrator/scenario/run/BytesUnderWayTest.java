package orchestrator.scenario.run;

import static orchestrator.scenario.run.Stage.entry;
import static orchestrator.scenario.run.Stage.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.scenario.settings.Entry;
import orchestrator.scenario.settings.ScenarioSettings;
import orchestrator.scenario.settings.Step;
import org.junit.jupiter.api.Test;

/** Payloads under way are bounded by the memory that they take. */
class BytesUnderWayTest {
  private static final int SIZE = 100_000;

  /** Has memory for ten payloads. */
  private final Stage stage =
      new Stage(
          Timing.PRECISE,
          new Patience(Duration.ofSeconds(30), Duration.ofSeconds(5), 1_000, 10 * Room.of(SIZE)));

  private CompletionStage<?> answersAfter(double seconds) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    stage.time.at(stage.time.now() + (long) (seconds * 1e9), () -> end.complete(null));
    return end;
  }

  private long sentBy(String node, String time) {
    return stage.sent.stream().filter(line -> line.startsWith(time + " " + node)).count();
  }

  @Test
  void whatThereIsNoMemoryForWaitsAndIsCountedAsDue() {
    stage.nodes("a", "b");
    stage.chain = transaction -> answersAfter(8);
    String burst = "0 " + SIZE + " 12";
    stage.send("large", settings(1, entry("x", burst), entry("y", burst))).at(30);
    for (String node : List.of("a", "b")) {
      assertThat(sentBy(node, "0.0")).isEqualTo(5);
      assertThat(sentBy(node, "8.0")).isEqualTo(5);
      assertThat(sentBy(node, "16.0")).isEqualTo(2);
    }
    assertThat(stage.report)
        .contains("latency 24.0 service 8.0")
        .endsWith("completed: 24 intended, 24 sent, 24 succeeded, 0 failed");
  }

  @Test
  void aNodeThatHangsLeavesTheOthersTheirShare() {
    stage.nodes("a", "b");
    stage.chain =
        transaction ->
            transaction.name().equals("hangs") ? new CompletableFuture<Void>() : answersAfter(1);
    String burst = "0 " + SIZE + " 50";
    stage.send("mixed", settings(1, entry("hangs", burst), entry("goes", burst))).at(9.5);

    assertThat(stage.sent.stream().filter(line -> line.contains(" a "))).hasSize(5);
    assertThat(stage.sent.stream().filter(line -> line.contains(" b "))).hasSize(50);
  }

  @Test
  void manyNodesWithoutAShareForOnePayloadTakeTurns() {
    String[] entries = new String[40];
    for (int node = 0; node < entries.length; node++) {
      stage.nodes("n" + node);
      entries[node] = entry("e", "0 " + SIZE + " 2");
    }
    stage.chain = transaction -> answersAfter(1);
    stage.send("many", settings(1, entries)).at(7.5);
    for (String second : List.of("0", "1", "2", "3", "4", "5", "6", "7")) {
      assertThat(stage.sent.stream().filter(line -> line.startsWith(second + "."))).hasSize(10);
    }
    assertThat(stage.sent.stream().distinct()).hasSize(80);
  }

  @Test
  void whatAStoppedRunHoldsIsNotGivenToTheNextBeforeItsProxyLetsGo() {
    stage.nodes("a");
    stage.chain =
        transaction -> transaction.name().equals("old") ? answersAfter(12) : answersAfter(1);
    String burst = "0 " + SIZE + " 10";
    stage.send("old", settings(1, entry("old", burst))).at(1);
    stage.send("new", settings(1, entry("new", burst))).at(11);
    assertThat(stage.sent).hasSize(10);
    assertThat(stage.told).contains("6.0 old stopped");
    stage.at(20);
    assertThat(sentBy("a new", "12.0")).isEqualTo(10);
    assertThat(stage.told).contains("13.0 new completed");
  }

  @Test
  void aProxyThatNeverAnswersHoldsMemoryForTwoTimeOuts() {
    stage.nodes("a");
    stage.chain = transaction -> new CompletableFuture<Void>();
    stage.send("stuck", settings(1, entry("x", "0 " + SIZE + " 15"))).at(100);
    assertThat(stage.sent).hasSize(15);
    assertThat(stage.report).endsWith("completed: 15 intended, 15 sent, 0 succeeded, 15 failed");
  }

  @Test
  void aPayloadThatThereIsNoMemoryForFailsAndTheNextIsSent() {
    stage.nodes("a");
    Step huge = new Step(0, Integer.MAX_VALUE, 2, 0, 0);
    Step small = new Step(0, 1, 1, 0, 0);
    stage.submit(
        "huge",
        new ScenarioSettings(
            "huge",
            1,
            OptionalLong.empty(),
            Optional.empty(),
            List.of(new Entry("x", List.of(huge, small)))));
    stage.at(5);
    assertThat(stage.report)
        .contains("0.00 failed: there is no memory for the payload")
        .endsWith("completed: 3 intended, 1 sent, 1 succeeded, 2 failed");
  }

  @Test
  void aNodeGoesOnAfterAFaultOfThisProcessWhichIsTold() {
    stage.nodes("a");
    stage.noting =
        () -> {
          stage.noting = () -> {};
          throw new OutOfMemoryError("Java heap space");
        };
    stage.send("shaken", settings(1, entry("x", "0 1 3"))).at(60);
    assertThat(stage.report)
        .contains("0.00 node 1 cannot be sent to for a while: Java heap space")
        .contains("30.25 failed: no answer within 30 s")
        .endsWith("completed: 3 intended, 2 sent, 2 succeeded, 1 failed");
  }
}
