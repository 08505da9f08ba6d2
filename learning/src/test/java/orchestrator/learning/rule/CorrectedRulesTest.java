package orchestrator.learning.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.learning.Collection;
import orchestrator.learning.LearningSettings.RuleSet;
import org.junit.jupiter.api.Test;

/** The worked examples, with what was seen broken set right. */
class CorrectedRulesTest {
  private final Story story = new Story(RuleSet.CORRECTED);

  @Test
  void exampleA() {
    story.problem("P", 2, "T1", "T2");
    assertThat(story.data(Story.numbered("D", 1, 5), "P")).isZero();
    assertThat(story.algo("A1", "P")).isEqualTo(3);
    assertThat(story.algo("A2", "P")).isEqualTo(3);
    for (String algo : List.of("A1", "A2")) {
      assertThat(story.sizes(algo)).containsExactly(2, 2, 1);
      assertThat(story.starts(algo)).containsExactly(algo, "null", "null");
    }

    story.done("A1", 0, 0.8);
    assertThat(story.start("A1", 1)).isEqualTo("end(0)");
    story.done("A1", 1, 0.5);
    assertThat(story.start("A1", 2)).isEqualTo("end(0)");
    story.done("A1", 2, 0.9);

    assertThat(story.data(Story.numbered("D", 6, 8), "P")).isEqualTo(4);
    assertThat(story.start("A1", 3)).isEqualTo("end(2)");
    assertThat(story.start("A2", 3)).as("its start is not trained yet").isEqualTo("null");
    assertThat(story.state.predictor(story.problem("P"))).contains(story.rank("A1", 2));
  }

  @Test
  void exampleB() {
    story.problem("P", 2, "T1", "T2");
    story.data(Story.numbered("D", 1, 5), "P");
    story.algo("A1", "P");
    story.register();
    assertThat(story.told()).containsExactly(0);
    story.data(Story.numbered("D", 6, 8), "P");
    assertThat(story.register().told()).as("it is held").isEmpty();
    double[] results = {0.5, 0.7, 0.6, 0.9, 0.8};
    for (int rank = 0; rank < 5; rank++) {
      story.done("A1", rank, results[rank]);
      assertThat(story.told()).isEqualTo(rank < 4 ? List.of(rank + 1) : List.of());
    }
    assertThat(story.starts("A1")).containsExactly("A1", "end(0)", "end(1)", "end(1)", "end(3)");
  }

  @Test
  void exampleC() {
    story.problem("P", 2);
    assertThat(story.algo("A", "P")).isZero();
    assertThat(story.data(List.of("D1", "D2"), "P")).isEqualTo(1);
    assertThat(story.algoAgain("A")).isZero();
    assertThat(story.ranks("A")).containsExactly(0);
    assertThat(story.starts("A")).containsExactly("A");
  }

  @Test
  void exampleD() {
    story.problem("P", 4, "T1", "T2");
    story.data(
        List.of("D0", "D1", "D2", "T1", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "T2"), "P");
    assertThat(story.algo("A", "P")).isEqualTo(3);
    assertThat(story.sizes("A")).containsExactly(4, 4, 2);
    assertThat(story.data(List.of("T1"), "P")).as("test data are never trained on").isZero();
  }

  @Test
  void exampleE() {
    story.problem("P", 2);
    story.data(Story.numbered("D", 1, 4), "P");
    story.algo("A", "P");
    story.done("A", 0, 0.7).done("A", 1, 0.6);
    story.data(List.of("D5"), "P");
    assertThat(story.start("A", 2)).as("the best, and not the last").isEqualTo("end(0)");
  }

  @Test
  void exampleF() {
    story.problem("P", 2).problem("Q", 1);
    story.data(List.of("X"), "P", "Q");
    story.algo("A1", "P");
    story.algo("A2", "P");
    story.algo("B", "Q");
    assertThat(story.data(List.of("D1", "D2", "D3"), "P", "Q")).isEqualTo(7);
  }

  @Test
  void aFailureIsTriedAgainAndThenSkipped() {
    story.problem("P", 1);
    story.data(List.of("D1", "D2"), "P");
    story.algo("A", "P");
    story.failed("A", 0);
    assertThat(story.rank("A", 0).status()).isEqualTo(Uplet.Status.TODO);
    assertThat(story.rank("A", 0).attempt()).isEqualTo(1);
    assertThat(story.start("A", 1)).isEqualTo("null");
    story.failed("A", 0);
    assertThat(story.rank("A", 0).status()).isEqualTo(Uplet.Status.FAILED);
    assertThat(story.start("A", 1)).isEqualTo("A");
    story.done("A", 1, 0.4);
    story.data(List.of("D3"), "P");
    assertThat(story.start("A", 2)).isEqualTo("end(1)");
  }

  @Test
  void dataPostedAgainAreNotTrainedOnAgain() {
    story.problem("P", 1).problem("Q", 1);
    story.data(List.of("D1"), "P");
    story.algo("A", "P");
    story.algo("B", "Q");
    assertThat(story.data(List.of("D1"), "P")).isZero();
    assertThat(story.data(List.of("D1", "D2"), "P", "Q")).as("D2 for P, both for Q").isEqualTo(3);
  }

  @Test
  void aTaskReadsTheDataOfOneOrganization() {
    story.problem("P", 2);
    story.dataOf("MyOrg1MSP", List.of("D1"), "P");
    story.dataOf("MyOrg2MSP", List.of("E1", "E2", "E3"), "P");
    story.dataOf("MyOrg1MSP", List.of("D2", "D3"), "P");
    assertThat(story.algo("A", "P")).isEqualTo(4);
    assertThat(story.of("A").stream().map(it -> it.organization() + it.trainData()))
        .containsExactly(
            "MyOrg1MSP[D1, D2]", "MyOrg1MSP[D3]", "MyOrg2MSP[E1, E2]", "MyOrg2MSP[E3]");
  }

  @Test
  void twoIdsWithTheKeyOfOneSampleAreNotTwoData() {
    story.problem("P", 2);
    String other = Ids.data("D1");
    assertThat(Ids.data(other)).isEqualTo(other);
    story.data(List.of("D1"), "P");
    story.data(List.of(other, "D2"), "P");
    story.algo("A", "P");
    assertThat(story.of("A").get(0).trainData()).containsExactly("D1", "D2");
    assertThat(story.state.dataWithKeyOf(other)).contains("D1");
  }

  @Test
  void aTryWhoseDataWereAllWithdrawnIsGivenUpAndTheChainGoesOn() {
    story.problem("P", 1);
    story.data(List.of("D1", "D2"), "P");
    story.algo("A", "P");
    story.failed("A", 0);
    story.withdrawData("D1");
    assertThat(story.rank("A", 0).status()).isEqualTo(Uplet.Status.FAILED);
    assertThat(story.start("A", 1)).isEqualTo("A");
    assertThat(story.state.unregistered()).containsExactly(story.rank("A", 1));
  }

  @Test
  void itIsKnownWhatAPostWillMakeAndWhatAllOfItWeighs() {
    story.problem("P", 2);
    story.data(Story.numbered("D", 1, 5), "P");
    assertThat(story.problem("P").trainingsOfAlgo()).isEqualTo(3);
    story.algo("A", "P");
    story.algo("B", "P");
    assertThat(story.problem("P").trainingsOf(3)).isEqualTo(4);
    long before = story.state.weight();
    story.data(Story.numbered("E", 1, 3), "P");
    assertThat(story.state.weight() - before).isEqualTo(Weight.ofData(3) + Weight.ofTrainings(4));
    before = story.state.weight();
    story.done("A", 0, 0.5);
    assertThat(story.state.weight()).isGreaterThan(before);
  }

  @Test
  void anAlgorithmForAWithdrawnProblemMakesNothing() {
    story.problem("P", 1);
    story.data(List.of("D1"), "P");
    story.state.apply(
        new Fact.FunctionWithdrawn(Ids.problem("P"), java.time.Instant.ofEpochSecond(2_000)));
    assertThat(story.algo("A", "P")).isZero();
    assertThat(story.of("A")).isEmpty();
  }

  @Test
  void aTaskThatIsNoTryOfAPredictionIsNone() {
    story.problem("P", 1);
    story.data(List.of("D1"), "P");
    story.algo("A", "P");
    story.done("A", 0, 0.5);
    String plan = Preduplet.plan(story.problem("P"), Story.ONE);
    story.state.apply(new Fact.PlanSeen(plan, Story.ONE));
    Fact.Asked asked =
        new Fact.Asked("x", Story.ONE, "P", "D1", Story.ONE, "m", "e", story.rank("A", 0).uuid());
    story.state.apply(
        new Fact.PredictionTask(
            "another", plan, 0, asked, Fact.TaskState.READY, java.time.Instant.EPOCH));
    assertThat(story.state.all(Collection.PREDUPLET)).isEmpty();
    story.state.apply(
        new Fact.PredictionTask(
            "x", plan, 0, asked, Fact.TaskState.READY, java.time.Instant.EPOCH));
    assertThat(story.state.all(Collection.PREDUPLET)).hasSize(1);
  }

  @Test
  void whatSomebodyOnlySaysItHasIsNotTrainedOn() {
    story.problem("P", 1);
    story.algo("A", "P");
    assertThat(story.post("MyOrg2MSP", List.of("D1", "D2"), "P")).isZero();
    assertThat(story.data(List.of("D1"), "P")).as("of who has it").isEqualTo(1);
    assertThat(story.post("MyOrg2MSP", List.of("D1"), "P")).isZero();
    assertThat(story.state.all(Collection.DATA)).hasSize(1);
  }

  @Test
  void nothingPredictsBeforeSomethingIsTrained() {
    story.problem("P", 1);
    story.data(List.of("D1"), "P");
    story.algo("A", "P");
    assertThat(story.state.predictor(story.problem("P"))).isEmpty();
  }

  @Test
  void whatIsHeldOfAWithdrawnAlgorithmIsForgottenAndWhatWasMadeStays() {
    story.problem("P", 1);
    story.data(Story.numbered("D", 1, 3), "P");
    story.algo("A", "P");
    story.done("A", 0, 0.5);
    String task = story.rank("A", 1).task();
    story.withdrawAlgo("A");
    assertThat(story.ranks("A")).containsExactly(0, 1);
    assertThat(story.state.superfluous()).containsOnlyKeys(task);
    assertThat(story.data(List.of("D9"), "P")).isZero();
    assertThat(story.algo("B", "P")).isEqualTo(4);
  }

  @Test
  void withdrawnDataAreTakenOutOfWhatHasNotBegun() {
    story.problem("P", 2);
    story.data(Story.numbered("D", 1, 5), "P");
    story.algo("A", "P");
    story.register();
    story.withdrawData("D1").withdrawData("D3").withdrawData("D5");
    assertThat(story.of("A").stream().map(Learnuplet::trainData))
        .containsExactly(List.of("D1", "D2"), List.of("D4"));
    story.done("A", 0, 0.1).done("A", 1, 0.2);
    assertThat(story.algo("B", "P")).isEqualTo(1);
    assertThat(story.data(List.of("D1"), "P")).isZero();
  }

  @Test
  void theSameFactsMakeTheSameTasks() {
    Story other = new Story(RuleSet.CORRECTED);
    for (Story each : List.of(story, other)) {
      each.problem("P", 2, "T");
      each.data(Story.numbered("D", 1, 5), "P");
      each.algo("A", "P");
      each.done("A", 0, 0.5).failed("A", 1);
    }
    assertThat(documents(story)).isEqualTo(documents(other));
  }

  private static List<String> documents(Story story) {
    return story.state.all(Collection.LEARNUPLET).stream().map(it -> it.json().toString()).toList();
  }

  @Test
  void aLongChainIsWorkedOffInOrder() {
    story.problem("P", 1);
    story.data(Story.numbered("D", 1, 2_000), "P");
    assertThat(story.algo("A", "P")).isEqualTo(2_000);
    for (int rank = 0; rank < 2_000; rank++) {
      assertThat(story.state.unregistered().size() + story.state.pending().size())
          .isLessThanOrEqualTo(1);
      Learnuplet next = story.of("A").get(rank);
      assertThat(next.hasStart()).isTrue();
      story.done("A", rank, 1.0 / (rank + 1));
    }
    assertThat(story.start("A", 1_999)).isEqualTo("end(0)");
  }
}
