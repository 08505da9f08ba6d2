package orchestrator.demo.incoming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import orchestrator.demo.learning.RecordFile;
import org.junit.jupiter.api.Test;

final class CourseTest {

  private final Patients patients = Patients.of(RecordFile.shipped(), 6);

  @Test
  void aModelIsCarriedOnWhenOneStartsFromItOrItIsTheBest() {
    List<Training> trainings =
        course(
            told(2, Optional.of("m0"), "done", 0.95),
            told(0, Optional.of("A"), "done", 0.9),
            told(1, Optional.of("m0"), "done", 0.8),
            told(3, Optional.of("m2"), "done", 0.95));

    assertThat(trainings).extracting(Training::rank).containsExactly(0, 1, 2, 3);
    assertThat(trainings).extracting(Training::carriedOn).containsExactly(true, false, true, false);
    assertThat(trainings).extracting(each -> each.from().orElse(-1)).containsExactly(-1, 0, 0, 2);
  }

  @Test
  void whatIsNotDoneHasNoScore() {
    List<Training> trainings =
        course(
            told(0, Optional.of("A"), "failed", Double.NaN),
            told(1, Optional.empty(), "todo", Double.NaN));

    assertThat(trainings).allMatch(each -> each.score().isEmpty() && !each.carriedOn());
    assertThat(new Course(trainings).over()).isEqualTo(1);
    assertThat(new Course(trainings).in("todo")).isEqualTo(1);
  }

  @Test
  void theScoreIsMadeOfWhatWasToldOfEachRecord() {
    // Of these only record-19 is benign; it ranks above one of the two malignant ones.
    Map<String, Double> chances = Map.of("record-4", 0.9, "record-9", 0.2, "record-19", 0.5);
    Learnuplet done =
        new Learnuplet(
            "u",
            "A",
            Optional.of("A"),
            "m",
            List.of("record-0"),
            List.of(),
            0,
            "done",
            OptionalDouble.of(0.75),
            chances);

    Training training = course(done).get(0);

    assertThat(patients.record("record-4").malignant()).isTrue();
    assertThat(patients.record("record-9").malignant()).isTrue();
    assertThat(patients.record("record-19").malignant()).isFalse();
    assertThat(training.score().orElseThrow().accuracy()).isEqualTo(0.75);
    assertThat(training.score().orElseThrow().auc()).isEqualTo(0.5);
  }

  private List<Training> course(Learnuplet... told) {
    return Course.of(Algorithm.NETWORK, patients, List.of(told));
  }

  private static Learnuplet told(int rank, Optional<String> start, String status, double perf) {
    return new Learnuplet(
        "u" + rank,
        "A",
        start,
        "m" + rank,
        List.of("record-1"),
        List.of("record-4"),
        rank,
        status,
        Double.isNaN(perf) ? OptionalDouble.empty() : OptionalDouble.of(perf),
        Map.of());
  }
}
