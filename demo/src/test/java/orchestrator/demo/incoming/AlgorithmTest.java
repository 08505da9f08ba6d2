package orchestrator.demo.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import orchestrator.demo.learning.MedicalRecord;
import orchestrator.demo.learning.RecordFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AlgorithmTest {

  private final List<MedicalRecord> records = RecordFile.shipped().records();

  @ParameterizedTest
  @EnumSource
  void aModelGoesOnFromItsFile(Algorithm algorithm) {
    String first = algorithm.train(Optional.empty(), records.subList(0, 40)).text();
    Algorithm.Model second = algorithm.train(Optional.of(first), records.subList(40, 80));

    assertThat(second.text()).isNotEqualTo(first);
    for (MedicalRecord each : records) {
      assertThat(algorithm.read(second.text()).chance().applyAsDouble(each))
          .isEqualTo(second.chance().applyAsDouble(each));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameTrainingMakesTheSameBytes(Algorithm algorithm) {
    assertThat(algorithm.train(Optional.empty(), records).text())
        .isEqualTo(algorithm.train(Optional.empty(), records).text());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoModelIsRefused(Algorithm algorithm) {
    assertThatThrownBy(() -> algorithm.train(Optional.of("[1"), records))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model cannot be read");
    assertThatThrownBy(() -> algorithm.read(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model is empty");
  }
}
