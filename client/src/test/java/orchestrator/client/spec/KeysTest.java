package orchestrator.client.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void aNameHasTheSameKeyInEveryProcess() {
    assertThat(Keys.named("study 7/train")).isEqualTo("08b07d4e-f8e3-3d48-9541-e56fea65a4f7");
    assertThat(Keys.named("study 7/test")).isNotEqualTo(Keys.named("study 7/train"));
  }

  @Test
  void keysThatAreMadeHereAreOfTheFormThatServersTake() {
    assertThat(Keys.checked(Keys.random())).isNotEqualTo(Keys.checked(Keys.random()));
    assertThat(Keys.checked(Keys.named("é"))).hasSize(36);
  }

  @Test
  void everySpecRefusesAKeyOfAnotherForm() {
    assertThatThrownBy(() -> FunctionSpec.named("train").key("train"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'train' is not a lower-case UUID");
    assertThatThrownBy(() -> DataManagerSpec.named("cohort").key("cohort"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
