package orchestrator.demo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.demo.learning.Score;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import org.junit.jupiter.api.Test;

final class StudyProgressTest {

  private final StudyGraph graph = SampleEvents.graph(2);
  private final StudyProgress progress = new StudyProgress(graph, Map.of("A", 10, "B", 30));

  @Test
  void aRoundHasNoScoreBeforeEveryHospitalHasTestedIt() {
    List<StudyTask> tests = tests(Line.JOINT, 1);
    finishTest(tests.get(0), 0.9, 0.8);

    assertThat(progress.score(Line.JOINT, 1)).isEmpty();
    assertThat(progress.finishedRounds()).isZero();
  }

  @Test
  void scoresAreWeightedByHeldBackRecords() {
    List<StudyTask> tests = tests(Line.JOINT, 1);
    finishTest(tests.get(0), 0.5, 0.6);
    finishTest(tests.get(1), 0.9, 1.0);

    Score score = progress.score(Line.JOINT, 1).orElseThrow();

    assertThat(score.accuracy()).isCloseTo(0.8, within(1e-6));
    assertThat(score.auc()).isCloseTo(0.9, within(1e-6));
    assertThat(progress.finishedRounds()).isEqualTo(1);
  }

  @Test
  void aHospitalWithoutRankingHasNoPartInTheMeanRanking() {
    List<StudyTask> tests = tests(Line.alone("B"), 2);
    finishTest(tests.get(0), 0.5, Double.NaN);
    finishTest(tests.get(1), 0.9, 0.75);

    assertThat(progress.score(Line.alone("B"), 2).map(Score::auc)).isEqualTo(Optional.of(0.75));
  }

  @Test
  void itIsDoneWhenEveryTaskIs() {
    List<StudyTask> tasks = graph.tasks();
    tasks.stream().skip(1).forEach(t -> move(t, ComputeTaskStatus.STATUS_DONE));
    assertThat(progress.isDone()).isFalse();

    move(tasks.get(0), ComputeTaskStatus.STATUS_DONE);

    assertThat(progress.isDone()).isTrue();
    assertThat(progress.counts()).isEqualTo(Map.of(ComputeTaskStatus.STATUS_DONE, tasks.size()));
  }

  @Test
  void failedAndCancelledTasksAreBroken() {
    StudyTask failed = graph.tasks().get(3);
    StudyTask cancelled = graph.tasks().get(5);
    move(failed, ComputeTaskStatus.STATUS_FAILED);
    move(cancelled, ComputeTaskStatus.STATUS_CANCELED);

    assertThat(progress.broken()).containsExactly(failed, cancelled);
  }

  @Test
  void waitingTasksAreToldByTheHospitalThatIsToComputeThem() {
    StudyTask ready = tests(Line.JOINT, 1).get(1);
    StudyTask running = tests(Line.JOINT, 2).get(1);
    move(ready, ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    move(running, ComputeTaskStatus.STATUS_EXECUTING);
    move(tests(Line.JOINT, 1).get(0), ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);

    assertThat(progress.waitingFor()).isEqualTo(Map.of("B", List.of(ready, running)));
  }

  @Test
  void whatIsNotOfThisStudyMovesNothing() {
    StudyTask other = SampleEvents.graphOfAnotherRun(2).tasks().get(0);

    move(other, ComputeTaskStatus.STATUS_FAILED);
    progress.accept(Event.getDefaultInstance());

    assertThat(progress.moves()).isZero();
    assertThat(progress.broken()).isEmpty();
  }

  @Test
  void eachDisabledModelCountsOnce() {
    StudyTask task = graph.tasks().get(0);
    progress.accept(SampleEvents.disabledModel(task));
    progress.accept(SampleEvents.disabledModel(task));

    assertThat(progress.disabledModels()).isEqualTo(1);
  }

  private List<StudyTask> tests(Line line, int round) {
    return graph.tasks().stream()
        .filter(t -> t.step() == Step.TEST && t.line().equals(line) && t.round() == round)
        .toList();
  }

  private void finishTest(StudyTask test, double accuracy, double auc) {
    SampleEvents.ofTest(test, accuracy, auc).forEach(progress::accept);
  }

  private void move(StudyTask task, ComputeTaskStatus status) {
    progress.accept(SampleEvents.moved(task, status));
  }
}
