package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.ADD;
import static orchestrator.flow.step.Samples.HALF;
import static orchestrator.flow.step.Samples.START;
import static orchestrator.flow.step.Samples.assertRefused;
import static orchestrator.flow.step.Samples.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class StepTest {
  private static final Parameter<Integer> A = Parameter.of("a", Integer.class);
  private static final Parameter<Integer> B = Parameter.of("b", Integer.class);
  private static final Parameter<Integer> C = Parameter.of("c", Integer.class);
  private static final Parameter<Integer> D = Parameter.of("d", int.class);

  @Test
  void aStepTellsItsNameWhatItTakesAndWhatItGives() {
    assertThat(ADD.name()).isEqualTo("add");
    assertThat(ADD.parameters()).extracting(Parameter::name).containsExactly("v", "by");
    assertThat(ADD.results()).hasToString("[java.lang.Integer]");
    assertThat(ADD).hasToString("step 'add'");
  }

  @Test
  void aStepTakesFromNoneToFourValuesInOrder() {
    Step none = Step.of("none").gives(String.class, () -> "");
    Step one = Step.of("one", A).gives(String.class, a -> "" + a);
    Step two = Step.of("two", A, B).gives(String.class, (a, b) -> "" + a + b);
    Step three = Step.of("three", A, B, C).gives(String.class, (a, b, c) -> "" + a + b + c);
    Step four = Step.of("four", A, B, C, D).gives(String.class, (a, b, c, d) -> "" + a + b + c + d);

    assertThat(Stepper.of(none).run()).isEqualTo("");
    assertThat(Stepper.of(one).run(1)).isEqualTo("1");
    assertThat(Stepper.of(two).run(1, 2)).isEqualTo("12");
    assertThat(Stepper.of(three).run(1, 2, 3)).isEqualTo("123");
    assertThat(Stepper.of(four).run(1, 2, 3, 4)).isEqualTo("1234");
  }

  @Test
  void aNamedArgumentIsUsedInsteadOfADefault() {
    assertThat(Stepper.of(ADD.with("by", 1)).run(3)).isEqualTo(4);
    assertThat(Stepper.of(ADD).run(3)).as("the step itself stays").isEqualTo(7);
  }

  @Test
  void theSecondNamedArgumentOfANameReplacesTheFirst() {
    assertThat(Stepper.of(ADD.with("by", 1).with("by", 2)).run(3)).isEqualTo(5);
  }

  @Test
  void whatComesGoesToTheParametersWithoutNamedArgument() {
    Step minus = Step.of("minus", A, B).gives(Integer.class, (a, b) -> a - b);

    assertThat(Stepper.of(START, minus.with("a", 10)).run()).isEqualTo(7);
  }

  @Test
  void anUnknownNamedArgumentIsRefused() {
    assertRefused(
        FlowError.EXTRA_ATTRIBUTE,
        () -> ADD.with("bye", 4),
        "step 'add' has no parameter 'bye'",
        "its parameters are 'v', 'by'");
    assertRefused(FlowError.EXTRA_ATTRIBUTE, () -> START.with("by", 4), "it has no parameters");
  }

  @Test
  void aNamedArgumentOfAnotherTypeIsRefused() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> ADD.with("by", "4"),
        "parameter 'by' of step 'add' takes java.lang.Integer",
        "is java.lang.String");
    assertRefused(FlowError.DATA_CONSISTENCY, () -> ADD.with("by", Optional.empty()), "is nothing");
  }

  @Test
  void aNamedArgumentMayBeOfASubtypeOrOptional() {
    Step number = taking("number", Number.class);

    assertThat(Stepper.of(number.with("x", 4)).run(List.of().toArray())).isEqualTo(4);
    assertThat(Stepper.of(ADD.with("by", Optional.of(5))).run(1)).isEqualTo(6);
  }

  @Test
  void choicesAndLoopsHaveNoParametersToName() {
    Step choice = Step.choose("choice", Branch.otherwise(HALF));
    Step loop = Step.repeatWhile("loop", 3, Integer.class, v -> v > 3, HALF);

    assertThat(choice.parameters()).isEmpty();
    assertThat(loop.parameters()).isEmpty();
    assertRefused(FlowError.EXTRA_ATTRIBUTE, () -> choice.with("v", 1), "'choice'", "'v'");
    assertRefused(FlowError.EXTRA_ATTRIBUTE, () -> loop.with("v", 1), "'loop'", "'v'");
  }

  @Test
  void namesAreNotBlankAndParametersDiffer() {
    assertThatIllegalArgumentException().isThrownBy(() -> Step.of(" ").gives(int.class, () -> 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Parameter.of("", Integer.class));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Step.of("twice", A, A))
        .withMessageContaining("two parameters are named 'a'");
  }
}
