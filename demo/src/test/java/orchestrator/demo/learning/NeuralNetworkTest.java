package orchestrator.demo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NeuralNetworkTest {

  private final HospitalRecords records = HospitalRecords.ofOneHospital(RecordFile.shipped());
  private final List<MedicalRecord> training = records.training().records();
  private final List<MedicalRecord> heldBack = records.heldBack().records();
  private final NeuralNetwork untrained = NeuralNetwork.untrained(FeatureSums.of(training));

  @Test
  void itLearnsToDiagnoseRecordsThatItHasNotSeen() {
    NeuralNetwork trained = untrained.train(5, training);

    assertThat(Score.of(untrained::chance, heldBack).accuracy()).isLessThan(0.9);
    assertThat(Score.of(trained::chance, heldBack).accuracy()).isGreaterThanOrEqualTo(0.96);
    assertThat(Score.of(trained::chance, heldBack).auc()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void itGetsBetterWithEachBatch() {
    NeuralNetwork after = untrained;
    double before = error(untrained);
    for (int batch = 0; batch < 4; batch++) {
      after = after.train(1, training.subList(batch * 100, batch * 100 + 100));
      assertThat(error(after)).isLessThan(before);
      before = error(after);
    }
  }

  @Test
  void theSameRecordsMakeTheSameModelBitForBit() {
    NeuralNetwork again =
        NeuralNetwork.untrained(
            FeatureSums.of(
                HospitalRecords.ofOneHospital(RecordFile.shipped()).training().records()));

    assertThat(again.train(2, training)).isEqualTo(untrained.train(2, training));
    assertThat(again.train(1, training).train(1, training)).isEqualTo(untrained.train(2, training));
  }

  @Test
  void itDoesNotChangeWhenAnotherIsTrainedFromIt() {
    var unused = untrained.train(3, training);

    assertThat(untrained).isEqualTo(NeuralNetwork.untrained(FeatureSums.of(training)));
  }

  @Test
  void itsNeuronsDiffer() {
    assertThat(untrained.train(1, training).hidden()).doesNotHaveDuplicates().hasSize(8);
  }

  @Test
  void nobodyLearnsFromNoRecords() {
    assertThatThrownBy(() -> untrained.train(1, List.of()))
        .hasMessage("there is no record to learn from");
    assertThatThrownBy(() -> NeuralNetwork.untrained(FeatureSums.of(List.of())))
        .hasMessage("there is no record to learn from");
  }

  /** How far the chances are from the truth, on average over the held-back records. */
  private double error(NeuralNetwork network) {
    return heldBack.stream()
        .mapToDouble(each -> Math.abs(network.chance(each) - (each.malignant() ? 1 : 0)))
        .average()
        .orElseThrow();
  }
}
