package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.Optional;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private static final Step A_AND_B =
      Step.of("ab", Parameter.of("a", Integer.class), Parameter.of("b", Integer.class).orElse(1))
          .gives(String.class, (a, b) -> a + " " + b);
  private static final Step TWO =
      Step.of("two").gives(Values.types(int.class, int.class), () -> Values.of(5, 6));
  private static final Step THREE =
      Step.of("three")
          .gives(
              Values.types(Integer.class, Integer.class, Integer.class), () -> Values.of(5, 6, 7));

  @Test
  void twoValuesFillAParameterAndADefault() {
    assertThat(Stepper.of(TWO, A_AND_B).run()).isEqualTo("5 6");
    assertThat(Stepper.of(A_AND_B).run(Values.of(5, 6))).isEqualTo("5 6");
    assertThat(Stepper.of(A_AND_B).run(5)).isEqualTo("5 1");
  }

  @Test
  void threeValuesAreTooManyWhenBuiltAndWhenRun() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(THREE, A_AND_B),
        "step 'three' at position 0 gives 3 values",
        "step 'ab' at position 1 takes at most 2");
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(Steps.unchecked(THREE, A_AND_B)).run(),
        "step 'ab' at position 1 got 3 values, but takes at most 2");
  }

  @Test
  void aFloodOfValuesIsRefusedByItsNumber() {
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(A_AND_B).run(new Object[1_000_000]),
        "got 1000000 values");
  }

  @Test
  void tooFewValuesAreRefusedWhenBuiltAndWhenRun() {
    Step three =
        Step.of(
                "sum",
                Parameter.of("a", Integer.class),
                Parameter.of("b", Integer.class),
                Parameter.of("c", Integer.class))
            .gives(Integer.class, (a, b, c) -> a + b + c);

    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(TWO, three),
        "gives 2 values",
        "'c' of step 'sum' at position 1",
        "no default");
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(Steps.unchecked(TWO, three)).run(),
        "'c' of step 'sum' at position 1 takes java.lang.Integer, but got nothing");
    assertThat(Stepper.of(TWO, three.with("c", 1)).run()).isEqualTo(12);
  }

  @Test
  void theTypeOfEachValueIsKnownWhenBuilt() {
    Step mixed =
        Step.of("mixed").gives(Values.types(Integer.class, String.class), () -> Values.of(1, "2"));
    Step generic =
        Step.of("generic")
            .gives(
                new TypeToken<Values.Two<Integer, Optional<Integer>>>() {},
                () -> Values.of(1, Optional.empty()));

    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(mixed, A_AND_B),
        "step 'mixed' at position 0 gives java.lang.String",
        "'b' of step 'ab' at position 1 takes java.lang.Integer");
    assertThat(Stepper.of(generic, A_AND_B).run()).as("absent, so the default").isEqualTo("1 1");
  }

  @Test
  void aStepThatTakesValuesGetsThemWhole() {
    Step sum =
        Step.of("sum", Parameter.of("v", Values.types(Integer.class, Integer.class)))
            .gives(Integer.class, v -> v.first() + v.second());

    assertThat(Stepper.of(TWO, sum).run()).isEqualTo(11);
    assertThat(Stepper.of(sum).run(1, 2)).isEqualTo(3);
    assertRefused(FlowError.DATA_CONSISTENCY, () -> Steps.of(THREE, sum), "Three", "Two");
  }

  @Test
  void valuesOfUnknownTypesAreCheckedWhenRun() {
    Step many = Step.of("many").gives(Values.class, () -> Values.all(List.of(1, "x")));

    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(many, A_AND_B).run(),
        "'b' of step 'ab' at position 1");
  }

  @Test
  void valuesHaveASizeAndAnOrder() {
    for (int size = 0; size < 7; size++) {
      List<Integer> list = List.of(0, 1, 2, 3, 4, 5, 6).subList(0, size);
      Values values = Values.all(list);

      assertThat(values.size()).isEqualTo(size);
      for (int i = 0; i < size; i++) {
        assertThat(values.get(i)).isEqualTo(i);
      }
      int end = size;
      assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> values.get(end));
    }
    assertThat(Values.all(List.of(1, 2))).isEqualTo(Values.of(1, 2));
    assertThat(Values.all(List.of(1, 2, 3, 4))).isEqualTo(Values.of(1, 2, 3, 4));
  }

  @Test
  void theTypesOfFourValuesAreBoxed() {
    assertThat(Values.types(int.class, long.class, boolean.class, String.class))
        .isEqualTo(new TypeToken<Values.Four<Integer, Long, Boolean, String>>() {});
  }

  @Test
  @SuppressWarnings("NullAway")
  void valuesAreNeverNull() {
    assertThatNullPointerException().isThrownBy(() -> Values.of(1, null));
    assertThatNullPointerException().isThrownBy(() -> Values.of(1, 2, null));
    assertThatNullPointerException().isThrownBy(() -> Values.of(1, 2, 3, null));
  }
}
