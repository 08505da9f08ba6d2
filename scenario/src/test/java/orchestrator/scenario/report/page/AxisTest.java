package orchestrator.scenario.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void anAxisEndsAtARoundNumber() {
    assertThat(Axis.upTo(93).high()).isEqualTo(100);
    assertThat(Axis.upTo(93).ticks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(Axis.upTo(0).high()).isEqualTo(1);
    assertThat(Axis.upTo(1e12).ticks()).hasSizeBetween(2, 12);
  }

  @Test
  void powersOfTenHaveTheSameLength() {
    Axis axis = Axis.powers(0.3, 70);
    assertThat(axis.ticks()).hasSize(4);
    assertThat(axis.place(1)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(axis.place(0)).isZero();
    assertThat(Axis.powers(1, 1).ticks()).hasSize(2);
  }
}
