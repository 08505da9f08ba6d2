package orchestrator.demo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import orchestrator.demo.data.MedicalRecord;
import org.junit.jupiter.api.Test;

final class ScoreTest {

  /** Thinks a tumour malignant when its first feature is above zero. */
  private static final DiagnosisModel BY_FIRST_FEATURE =
      new DiagnosisModel(1, new Scaling(List.of(0.0), List.of(1.0)), List.of(1.0), 0);

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
    assertThatThrownBy(() -> Score.of(BY_FIRST_FEATURE, List.of()))
        .hasMessage("there is no record to test on");
  }

  private static Score score(MedicalRecord... records) {
    return Score.of(BY_FIRST_FEATURE, List.of(records));
  }

  private static MedicalRecord malignant(double feature) {
    return new MedicalRecord(Collections.nCopies(MedicalRecord.FEATURES, feature), true);
  }

  private static MedicalRecord benign(double feature) {
    return new MedicalRecord(Collections.nCopies(MedicalRecord.FEATURES, feature), false);
  }
}
