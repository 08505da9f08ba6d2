package orchestrator.demo.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StudyGraphTest {

  private static final Study STUDY = new Study("test", List.of("A", "B", "C"), 4, 5);
  private final StudyGraph graph = new StudyGraph(STUDY);

  @Test
  void parentsComeBeforeTheirChildrenAndNoKeyComesTwice() {
    Set<String> seen = new HashSet<>();
    for (StudyTask task : graph.tasks()) {
      assertThat(seen).containsAll(task.parents().stream().map(StudyTask::key).toList());
      assertThat(seen.add(task.key())).isTrue();
    }
  }

  @Test
  void everyHospitalTestsEveryModelOfEveryRound() {
    for (Line line : graph.lines()) {
      for (int round = 1; round <= STUDY.rounds(); round++) {
        int wanted = round;
        assertThat(graph.tasks())
            .filteredOn(
                task ->
                    task.step() == Step.TEST && task.line().equals(line) && task.round() == wanted)
            .extracting(StudyTask::hospital)
            .containsExactlyElementsOf(STUDY.hospitals());
      }
    }
  }

  @Test
  void theAverageOfARoundTakesTheModelsOfAllHospitalsAndTheNextRoundStartsFromIt() {
    StudyTask average = only(Step.AGGREGATE, 2);

    assertThat(average.parents()).extracting(StudyTask::hospital).containsExactly("A", "B", "C");
    assertThat(graph.tasks())
        .filteredOn(t -> t.step() == Step.TRAIN && t.line().isJoint() && t.round() == 3)
        .hasSize(3)
        .allSatisfy(train -> assertThat(train.parents()).containsExactly(average));
  }

  @Test
  void hospitalsTakeTurnsInAveraging() {
    assertThat(List.of(1, 2, 3, 4))
        .extracting(round -> only(Step.AGGREGATE, round).hospital())
        .containsExactly("B", "C", "A", "B");
  }

  @Test
  void whoTrainsAloneTakesNothingFromOthers() {
    assertThat(graph.tasks())
        .filteredOn(t -> t.step() == Step.TRAIN && !t.line().isJoint())
        .hasSize(12)
        .allSatisfy(
            train ->
                assertThat(train.parents())
                    .hasSize(train.round() == 1 ? 0 : 1)
                    .allSatisfy(p -> assertThat(p.hospital()).isEqualTo(train.hospital())));
  }

  @Test
  void onlyTheLastModelsAreKept() {
    assertThat(graph.tasks())
        .filteredOn(StudyTask::kept)
        .extracting(StudyTask::describe)
        .containsExactly(
            "aggregate of round 4 (joint)",
            "train of round 4 (A alone)",
            "train of round 4 (B alone)",
            "train of round 4 (C alone)");
  }

  @Test
  void keysDependOnTheRunAndNothingElse() {
    StudyGraph same = new StudyGraph(STUDY);
    StudyGraph other = new StudyGraph(new Study("other", STUDY.hospitals(), 4, 5));

    assertThat(same.tasks()).isEqualTo(graph.tasks());
    assertThat(other.tasks())
        .extracting(StudyTask::key)
        .doesNotContainAnyElementsOf(graph.tasks().stream().map(StudyTask::key).toList());
  }

  private StudyTask only(Step step, int round) {
    List<StudyTask> found =
        graph.tasks().stream().filter(t -> t.step() == step && t.round() == round).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
