package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.ADD;
import static orchestrator.flow.step.Samples.HALF;
import static orchestrator.flow.step.Samples.START;
import static orchestrator.flow.step.Samples.TEXT;
import static orchestrator.flow.step.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class StepsTest {
  @Test
  void stepsHaveALengthPositionsAndAnOrder() {
    Steps steps = Steps.of(START, ADD, TEXT);

    assertThat(steps.size()).isEqualTo(3);
    assertThat(steps.get(1)).isSameAs(ADD);
    assertThat(steps).containsExactly(START, ADD, TEXT);
    assertThat(steps.results()).hasToString("[java.lang.String]");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> steps.get(3));
  }

  @Test
  void thereIsAtLeastOneStep() {
    assertRefused(FlowError.EMPTY_STEPPER, () -> Steps.of(), "at least one step");
    assertRefused(FlowError.EMPTY_STEPPER, () -> Steps.unchecked(List.of()), "at least one step");
    assertRefused(
        FlowError.EMPTY_STEPPER,
        () -> Branch.when("even", Integer.class, v -> true),
        "branch 'even' needs at least one step");
    assertRefused(
        FlowError.EMPTY_STEPPER,
        () -> Step.repeatWhile("loop", 2, Integer.class, v -> true),
        "the body of step 'loop' needs at least one step");
  }

  @Test
  void whatIsGivenLaterToTheListDoesNotChangeTheSteps() {
    List<Step> list = new ArrayList<>(List.of(START, ADD));
    Steps steps = Steps.of(list);
    list.add(TEXT);

    assertThat(steps.size()).isEqualTo(2);
  }

  @Test
  void uncheckedStepsAreCheckedOnlyWhenTheyRun() {
    Steps steps = Steps.unchecked(START, TEXT, HALF);

    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(steps).run(),
        "'v' of step 'half' at position 2 takes java.lang.Integer, but got java.lang.String");
  }

  @Test
  void aHundredThousandStepsRun() {
    List<Step> steps = new ArrayList<>(Collections.nCopies(100_000, ADD.with("by", 1)));
    steps.add(0, START);

    assertThat(Stepper.of(Steps.of(steps)).run()).isEqualTo(100_003);
  }
}
