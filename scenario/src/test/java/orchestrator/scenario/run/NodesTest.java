package orchestrator.scenario.run;

import static orchestrator.scenario.run.Stage.entry;
import static orchestrator.scenario.run.Stage.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nodes that are awaited, paired with entries, die, and come back. */
class NodesTest {
  private final Stage stage = new Stage(Timing.PRECISE);

  @Test
  void aScenarioStartsAsSoonAsTheLastMissingNodeHasRegistered() {
    stage.nodes("a");
    stage.send("C", settings(1, entry("x", "1 1 1"), entry("y", "1 1 1"))).at(13.3);
    assertThat(stage.sent).isEmpty();
    stage.nodes("b").at(20);
    assertThat(stage.sent).containsExactly("14.3 a x 2", "14.3 b y 2");
    assertThat(stage.told).contains("0.0 C waiting 1 of 2", "13.3 C started");
  }

  @Test
  void settingsThatWaitForNodesGiveWayToNewerOnes() {
    stage.nodes("a");
    stage.send("two", settings(1, entry("x", "1 1 1"), entry("y", "1 1 1"))).at(3);
    stage.send("one", settings(1, entry("z", "1 1 1"))).at(10);
    assertThat(stage.sent).containsExactly("4.0 a z 2");
    assertThat(stage.told).contains("3.0 two superseded", "3.0 one started");
  }

  @Test
  void entriesArePairedByNameAndTheRestInOrder() {
    stage.register("{'name':'blue'}").register("{'id':'x'}").register("{'name':'red'}");
    stage.send(
        "names", settings(1, entry("red", "1 1 1"), entry("other", "2 1 1"), entry("no", "3 1 1")));
    stage.at(10);
    assertThat(stage.sent).containsExactly("1.0 red red 2", "2.0 blue other 2", "3.0 x no 2");
  }

  @Test
  void aNodeThatRegistersAgainReplacesItselfAndItsEntryGoesOn() {
    stage.register("{'name':'n','id':'old'}").register("{'name':'m','id':'second'}");
    stage.send("go", settings(4, entry("n", "1 1 1"))).at(2.5);
    stage.register("{'name':'n','id':'new'}").at(10);
    assertThat(stage.sent)
        .containsExactly("1.0 old n 2", "2.0 old n 2", "3.0 new n 2", "4.0 new n 2");
    assertThat(stage.registry.nodes()).hasSize(2);
  }

  @Test
  void theSameJsonInAnotherOrderIsTheSameNode() {
    stage.register("{'id':'a','port':1}").register("{'port':1,'id':'a'}");
    assertThat(stage.registry.nodes()).hasSize(1);
  }

  @Test
  void aNodeWithoutANameToReadIsCalledByItsNumber() {
    stage.register("{'name':'a'}").register("{'name':''}").register("{'name':' '}");
    assertThat(stage.registry.states())
        .extracting(NodeState::label)
        .containsExactly("a", "node 2", "node 3");
  }

  @Test
  void aNodeThatFailsToRegisterIsNotAdded() {
    stage.nodes("bad", "a").send("go", settings(1, entry("n", "1 1 1"))).at(5);
    assertThat(stage.sent).containsExactly("1.0 a n 2");
    assertThat(stage.registry.failures())
        .containsExactly("node 1 could not be registered: it is bad");
  }

  @Test
  void aDeadNodeIsMarkedByItsFirstFailureAndTheOthersGoOn() {
    stage.nodes("a", "b");
    stage.chain =
        transaction ->
            transaction.name().equals("x") && stage.dead.contains("a")
                ? CompletableFuture.failedFuture(new IllegalStateException("refused"))
                : CompletableFuture.completedFuture(null);
    stage.send("go", settings(5, entry("x", "1 1 1"), entry("y", "1 1 1"))).at(2.5);
    stage.dead.add("a");
    stage.at(60);
    assertThat(stage.sent.stream().filter(line -> line.contains("b y"))).hasSize(5);
    assertThat(stage.sent.stream().filter(line -> line.contains("a x"))).hasSize(3);
    assertThat(stage.report)
        .contains("3.00 failed: refused", "3.00 node 1 is dead", "4.00 failed: node 1 is dead")
        .contains("completed: 10 intended, 8 sent, 7 succeeded, 3 failed");
  }

  @Test
  void aNodeThatHangsAndIsDeadIsNoticedWithinTwoSeconds() {
    stage.nodes("a");
    stage.chain = transaction -> new CompletableFuture<Void>();
    stage.send("go", settings(1, entry("x", "1 1 1"))).at(0.5);
    stage.dead.add("a");
    stage.at(60);
    assertThat(stage.report)
        .contains("1.75 node 1 is dead", "1.75 failed: node 1 died while it was under way");
  }

  @Test
  void aNodeThatComesBackGoesOn() {
    stage.nodes("a");
    stage.chain =
        transaction ->
            stage.dead.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalStateException("refused"));
    stage.send("go", settings(9, entry("x", "1 1 1"))).at(2.5);
    stage.dead.add("a");
    stage.at(5.5);
    stage.dead.clear();
    stage.at(60);
    assertThat(stage.report).contains("completed: 9 intended, 6 sent, 5 succeeded, 4 failed");
    assertThat(stage.report).anyMatch(line -> line.endsWith("node 1 is there again"));
  }
}
