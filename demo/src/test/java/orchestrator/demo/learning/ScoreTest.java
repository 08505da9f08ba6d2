package orchestrator.demo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScoreTest {

  /** Thinks a tumour malignant when its first feature is above zero. */
  private static final DiagnosisModel BY_FIRST_FEATURE =
      new DiagnosisModel(1, new Scale(all(0), all(1)), firstOnly(), 0);

  @Test
  void aModelThatPartsAllRecordsIsPerfect() {
    assertThat(score(malignant(1), malignant(2), benign(-1))).isEqualTo(new Score(1, 1));
  }

  @Test
  void aModelThatIsAlwaysWrongScoresZero() {
    assertThat(score(malignant(-1), benign(1))).isEqualTo(new Score(0, 0));
  }

  @Test
  void rankingCountsPairsAndTiesCountHalf() {
    Score score = score(malignant(3), malignant(1), benign(1), benign(-2));

    assertThat(score.accuracy()).isEqualTo(0.75);
    assertThat(score.auc()).isEqualTo(3.5 / 4);
  }

  @Test
  void recordsOfOneKindHaveNoRanking() {
    assertThat(score(malignant(1), malignant(-1)).accuracy()).isEqualTo(0.5);
    assertThat(score(malignant(1), malignant(-1)).auc()).isNaN();
  }

  @Test
  void noRecordsCannotBeScored() {
    assertThatThrownBy(() -> Score.of(BY_FIRST_FEATURE::chance, List.of()))
        .hasMessage("there is no record to test on");
  }

  private static Score score(MedicalRecord... records) {
    return Score.of(BY_FIRST_FEATURE::chance, List.of(records));
  }

  private static List<Double> all(double value) {
    return Collections.nCopies(MedicalRecord.FEATURES, value);
  }

  private static List<Double> firstOnly() {
    List<Double> weights = new ArrayList<>(all(0));
    weights.set(0, 1.0);
    return weights;
  }

  private static MedicalRecord malignant(double feature) {
    return new MedicalRecord(all(feature), true);
  }

  private static MedicalRecord benign(double feature) {
    return new MedicalRecord(all(feature), false);
  }
}
