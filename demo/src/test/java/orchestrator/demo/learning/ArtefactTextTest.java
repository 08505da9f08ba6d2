package orchestrator.demo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ArtefactTextTest {

  private static final FeatureSums SUMS =
      new FeatureSums(3, List.of(1.0 / 3, -2e-300), List.of(Math.PI, 4.9e-324));
  private static final DiagnosisModel MODEL =
      new DiagnosisModel(7, new Scaling(List.of(0.1), List.of(1e300)), List.of(-1.0 / 7), Math.E);

  @Test
  void everyNumberReadsBackExactly() {
    assertThat(ArtefactText.readSums(ArtefactText.write(SUMS))).isEqualTo(SUMS);
    assertThat(ArtefactText.readModel(ArtefactText.write(MODEL))).isEqualTo(MODEL);
  }

  @Test
  void oneKindIsNotTakenForTheOther() {
    assertThatThrownBy(() -> ArtefactText.readModel(ArtefactText.write(SUMS)))
        .hasMessage("this is not a file of the kind \"diagnosis model, version 1\"");
  }

  @Test
  void whatIsMissingIsNamed() {
    String text = ArtefactText.write(MODEL).replace("bias", "base");

    assertThatThrownBy(() -> ArtefactText.readModel(text))
        .hasMessage("the file has no numbers named \"bias\"");
  }
}
