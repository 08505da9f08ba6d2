package orchestrator.demo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FederatedTrainingTest {

  private static final int ROUNDS = 10;
  private static final int STEPS = 5;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 8, 12, 20})
  void theJointModelIsRightOnHeldBackRecordsHoweverManyHospitalsTakePart(int hospitals) {
    List<HospitalRecords> split = HospitalRecords.among(hospitals, RecordFile.shipped());

    Score score = Score.of(joint(split)::chance, heldBack(split));

    assertThat(score.accuracy()).isGreaterThanOrEqualTo(0.97);
    assertThat(score.auc()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void theJointModelBeatsEachHospitalsOwn() {
    List<HospitalRecords> split = HospitalRecords.among(3, RecordFile.shipped());
    double together = Score.of(joint(split)::chance, heldBack(split)).accuracy();

    for (HospitalRecords hospital : split) {
      List<MedicalRecord> own = hospital.training().records();
      DiagnosisModel alone =
          DiagnosisModel.untrained(FeatureSums.of(own)).train(STEPS * ROUNDS, own);
      assertThat(Score.of(alone::chance, heldBack(split)).accuracy()).isLessThan(together);
    }
  }

  @Test
  void theCommonScaleIsThatOfAllRecordsTogether() {
    List<HospitalRecords> split = HospitalRecords.among(3, RecordFile.shipped());
    List<MedicalRecord> all = split.stream().flatMap(h -> h.training().records().stream()).toList();

    DiagnosisModel federated = commonStart(split);
    DiagnosisModel central = DiagnosisModel.untrained(FeatureSums.of(all));

    for (int i = 0; i < MedicalRecord.FEATURES; i++) {
      assertThat(federated.scale().means().get(i))
          .isCloseTo(central.scale().means().get(i), within(1e-9));
      assertThat(federated.scale().deviations().get(i))
          .isCloseTo(central.scale().deviations().get(i), within(1e-9));
    }
  }

  @Test
  void aModelWeighsAsMuchInTheAverageAsTheRecordsItLearnedFrom() {
    DiagnosisModel average =
        DiagnosisModel.average(List.of(model(10, 0, 1, 4), model(30, 0, 5, 8)));

    assertThat(average).isEqualTo(model(40, 0, 4, 7));
  }

  @Test
  void modelsThatScaleDifferentlyAreNotAveraged() {
    assertThatThrownBy(() -> DiagnosisModel.average(List.of(model(1, 0, 1, 0), model(1, 2, 1, 0))))
        .hasMessage("the models scale their features differently");
  }

  private static DiagnosisModel model(int records, double mean, double weight, double bias) {
    return new DiagnosisModel(records, new Scale(all(mean), all(1)), all(weight), bias);
  }

  private static List<Double> all(double value) {
    return Collections.nCopies(MedicalRecord.FEATURES, value);
  }

  @Test
  void nobodyLearnsFromNoRecords() {
    assertThatThrownBy(() -> DiagnosisModel.untrained(FeatureSums.of(List.of())))
        .hasMessage("there is no record to learn from");
  }

  private static DiagnosisModel joint(List<HospitalRecords> split) {
    DiagnosisModel joint = commonStart(split);
    for (int round = 0; round < ROUNDS; round++) {
      DiagnosisModel before = joint;
      joint =
          DiagnosisModel.average(
              split.stream().map(h -> before.train(STEPS, h.training().records())).toList());
    }
    return joint;
  }

  private static DiagnosisModel commonStart(List<HospitalRecords> split) {
    return DiagnosisModel.untrained(
        split.stream()
            .map(h -> FeatureSums.of(h.training().records()))
            .reduce(FeatureSums::plus)
            .orElseThrow());
  }

  private static List<MedicalRecord> heldBack(List<HospitalRecords> split) {
    return split.stream()
        .flatMap(h -> Stream.of(h.heldBack()))
        .flatMap(file -> file.records().stream())
        .collect(Collectors.toList());
  }
}
