package orchestrator.demo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.demo.data.HospitalRecords;
import orchestrator.demo.data.MedicalRecord;
import orchestrator.demo.data.Split;
import orchestrator.demo.data.WisconsinRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FederatedTrainingTest {

  private static final int ROUNDS = 10;
  private static final GradientDescent DESCENT = new GradientDescent(5);

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 8, 12, 20})
  void theJointModelIsRightOnHeldBackRecordsHoweverManyHospitalsTakePart(int hospitals) {
    List<HospitalRecords> split = Split.among(hospitals, WisconsinRecords.load());

    Score score = Score.of(joint(split), heldBack(split));

    assertThat(score.accuracy()).isGreaterThanOrEqualTo(0.97);
    assertThat(score.auc()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void theJointModelBeatsEachHospitalsOwn() {
    List<HospitalRecords> split = Split.among(3, WisconsinRecords.load());
    double together = Score.of(joint(split), heldBack(split)).accuracy();

    for (HospitalRecords hospital : split) {
      List<MedicalRecord> own = hospital.training().records();
      DiagnosisModel alone =
          new GradientDescent(5 * ROUNDS).train(DiagnosisModel.untrained(FeatureSums.of(own)), own);
      assertThat(Score.of(alone, heldBack(split)).accuracy()).isLessThan(together);
    }
  }

  @Test
  void theCommonScaleIsThatOfAllRecordsTogether() {
    List<HospitalRecords> split = Split.among(3, WisconsinRecords.load());
    List<MedicalRecord> all = split.stream().flatMap(h -> h.training().records().stream()).toList();

    Scaling federated = FederatedAverage.commonStart(sums(split)).scaling();
    Scaling central = FeatureSums.of(all).scaling();

    for (int i = 0; i < MedicalRecord.FEATURES; i++) {
      assertThat(federated.means().get(i)).isCloseTo(central.means().get(i), within(1e-9));
      assertThat(federated.deviations().get(i))
          .isCloseTo(central.deviations().get(i), within(1e-9));
    }
  }

  @Test
  void aModelWeighsAsMuchInTheAverageAsTheRecordsItLearnedFrom() {
    Scaling scaling = new Scaling(List.of(0.0), List.of(1.0));
    DiagnosisModel small = new DiagnosisModel(10, scaling, List.of(1.0), 4.0);
    DiagnosisModel large = new DiagnosisModel(30, scaling, List.of(5.0), 8.0);

    DiagnosisModel average = FederatedAverage.of(List.of(small, large));

    assertThat(average).isEqualTo(new DiagnosisModel(40, scaling, List.of(4.0), 7.0));
  }

  @Test
  void modelsThatScaleDifferentlyAreNotAveraged() {
    DiagnosisModel one =
        new DiagnosisModel(1, new Scaling(List.of(0.0), List.of(1.0)), List.of(1.0), 0);
    DiagnosisModel other =
        new DiagnosisModel(1, new Scaling(List.of(2.0), List.of(1.0)), List.of(1.0), 0);

    assertThatThrownBy(() -> FederatedAverage.of(List.of(one, other)))
        .hasMessage("the models scale their features differently");
  }

  @Test
  void nobodyLearnsFromNoRecords() {
    assertThatThrownBy(() -> FeatureSums.of(List.of()).scaling())
        .hasMessage("there is no record to learn from");
  }

  private static DiagnosisModel joint(List<HospitalRecords> split) {
    DiagnosisModel joint = FederatedAverage.commonStart(sums(split));
    for (int round = 0; round < ROUNDS; round++) {
      DiagnosisModel before = joint;
      joint =
          FederatedAverage.of(
              split.stream().map(h -> DESCENT.train(before, h.training().records())).toList());
    }
    return joint;
  }

  private static List<FeatureSums> sums(List<HospitalRecords> split) {
    return split.stream().map(h -> FeatureSums.of(h.training().records())).toList();
  }

  private static List<MedicalRecord> heldBack(List<HospitalRecords> split) {
    return split.stream()
        .flatMap(h -> Stream.of(h.heldBack()))
        .flatMap(file -> file.records().stream())
        .collect(Collectors.toList());
  }
}
