package orchestrator.learning.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.learning.LearningSettings.RuleSet;
import org.junit.jupiter.api.Test;

/** The worked examples, as the original was seen to do them. */
class OriginalRulesTest {
  private final Story story = new Story(RuleSet.ORIGINAL);

  @Test
  void exampleA() {
    story.problem("P", 2, "T1", "T2");
    assertThat(story.data(Story.numbered("D", 1, 5), "P")).isZero();
    assertThat(story.algo("A1", "P")).isEqualTo(3);
    assertThat(story.algo("A2", "P")).isEqualTo(3);
    for (String algo : List.of("A1", "A2")) {
      assertThat(story.ranks(algo)).containsExactly(0, 1, 2);
      assertThat(story.sizes(algo)).containsExactly(2, 2, 1);
      assertThat(story.starts(algo)).containsExactly(algo, "null", "null");
    }

    story.done("A1", 0, 0.8);
    assertThat(story.start("A1", 1)).isEqualTo("end(0)");
    story.done("A1", 1, 0.5);
    assertThat(story.start("A1", 2)).isEqualTo("end(0)");
    story.done("A1", 2, 0.9);

    assertThat(story.data(Story.numbered("D", 6, 8), "P")).isEqualTo(4);
    assertThat(story.ranks("A1")).containsExactly(0, 1, 2, 3, 4);
    assertThat(story.sizes("A1").subList(3, 5)).containsExactly(2, 1);
    assertThat(story.start("A1", 3)).isEqualTo("end(2)");
    assertThat(story.start("A2", 3)).isEqualTo("end(2)");
    assertThat(story.state.predictor(story.problem("P"))).contains(story.rank("A1", 2));
  }

  @Test
  void exampleB() {
    story.problem("P", 2, "T1", "T2");
    story.data(Story.numbered("D", 1, 5), "P");
    story.algo("A1", "P");
    assertThat(story.told()).containsExactly(0);
    story.data(Story.numbered("D", 6, 8), "P");
    assertThat(story.told()).containsExactly(3);
    story.done("A1", 0, 0.5);
    assertThat(story.told()).containsExactly(1);
    story.done("A1", 1, 0.7);
    assertThat(story.told()).containsExactly(2);
    story.done("A1", 2, 0.6);
    assertThat(story.told()).containsExactly(3);
    assertThat(story.start("A1", 3)).isEqualTo("end(1)");
    story.done("A1", 3, 0.9);
    assertThat(story.told()).containsExactly(4);
    assertThat(story.start("A1", 4)).isEqualTo("end(3)");
    story.done("A1", 4, 0.8);
    assertThat(story.told()).isEmpty();
  }

  @Test
  void exampleC() {
    story.problem("P", 2);
    assertThat(story.algo("A", "P")).isZero();
    assertThat(story.data(List.of("D1", "D2"), "P")).isZero();
    assertThat(story.algoAgain("A")).isEqualTo(1);
    assertThat(story.algoAgain("A")).isEqualTo(1);
    assertThat(story.ranks("A")).containsExactly(0, 0);
  }

  @Test
  void exampleD() {
    story.problem("P", 4, "T1", "T2");
    story.data(
        List.of("D0", "D1", "D2", "T1", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "T2"), "P");
    assertThat(story.algo("A", "P")).isEqualTo(3);
    assertThat(story.sizes("A")).containsExactly(4, 4, 2);
    story.problem("Q", 4, "T1", "T2");
    story.data(List.of("T1", "T2"), "Q");
    assertThat(story.algo("B", "Q")).isZero();
  }

  @Test
  void exampleE() {
    story.problem("P", 2);
    story.data(Story.numbered("D", 1, 4), "P");
    story.algo("A", "P");
    story.done("A", 0, 0.7).done("A", 1, 0.6);
    story.data(List.of("D5"), "P");
    assertThat(story.start("A", 2)).isEqualTo("end(1)");
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
  void testDataOfALaterPostAreTrainedOn() {
    story.problem("P", 2, "T");
    story.data(List.of("D1"), "P");
    story.algo("A", "P");
    assertThat(story.data(List.of("T"), "P")).isEqualTo(1);
  }

  @Test
  void aFailureEndsTheChain() {
    story.problem("P", 1);
    story.data(List.of("D1", "D2"), "P");
    story.algo("A", "P");
    story.failed("A", 0);
    assertThat(story.rank("A", 0).status()).isEqualTo(Uplet.Status.FAILED);
    assertThat(story.start("A", 1)).isEqualTo("null");
  }

  @Test
  void withoutAResultTheFirstModelPredicts() {
    story.problem("P", 1);
    story.data(List.of("D1", "D2"), "P");
    story.algo("A", "P");
    assertThat(story.state.predictor(story.problem("P"))).contains(story.rank("A", 0));
  }
}
