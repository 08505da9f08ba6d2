package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.TypeToken;
import java.util.Optional;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class ParameterTest {
  private static final Parameter<Optional<Integer>> MAYBE = Parameter.of("v", new TypeToken<>() {});

  @Test
  void aParameterTellsItsNameTypeAndDefault() {
    Parameter<Integer> by = Parameter.of("by", Integer.class);

    assertThat(by.name()).isEqualTo("by");
    assertThat(by.type()).isEqualTo(TypeToken.of(Integer.class));
    assertThat(by.isTyped()).isTrue();
    assertThat(by.defaultValue()).isEmpty();
    assertThat(by.orElse(4).defaultValue()).contains(4);
    assertThat(Parameter.untyped("x").isTyped()).isFalse();
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void aDefaultOfAnotherTypeIsRefused() {
    Parameter raw = Parameter.of("by", Integer.class);

    assertRefused(
        FlowError.DATA_CONSISTENCY, () -> raw.orElse("4"), "'by'", "Integer", "java.lang.String");
  }

  @Test
  void anOptionalParameterGetsAnOptionalWhateverComes() {
    Step step =
        Step.of("step", MAYBE).gives(String.class, v -> v.map(it -> "" + it).orElse("none"));
    Stepper stepper = Stepper.of(step);

    assertThat(stepper.run(1)).isEqualTo("1");
    assertThat(stepper.run(Optional.of(1))).isEqualTo("1");
    assertThat(stepper.run(Optional.empty())).isEqualTo("none");
    assertThat(stepper.run((Object) null)).isEqualTo("none");
    assertThat(stepper.run()).isEqualTo("none");
    assertRefused(FlowError.CONSISTENCY_STEPS, () -> stepper.run(Optional.of("1")), "Integer");
  }

  @Test
  void aDefaultIsUsedForAnAbsentValue() {
    Step add =
        Step.of("add", Parameter.of("v", Integer.class).orElse(1), Parameter.of("w", Integer.class))
            .gives(Integer.class, (v, w) -> v + w);

    assertThat(Stepper.of(add).run(null, 5)).isEqualTo(6);
    assertThat(Stepper.of(add).run(Optional.empty(), 5)).isEqualTo(6);
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(add).run(5, null),
        "'w' of step 'add' at position 0 takes java.lang.Integer, but got nothing");
    assertRefused(FlowError.CONSISTENCY_STEPS, () -> Stepper.of(add).run(5), "'w'", "got nothing");
  }
}
