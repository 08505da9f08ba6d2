package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.ADD;
import static orchestrator.flow.step.Samples.START;
import static orchestrator.flow.step.Samples.TEXT;
import static orchestrator.flow.step.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.StepperException;
import org.junit.jupiter.api.Test;

class ExceptionsTest {
  private static final List<RuntimeException> THROWN =
      List.of(
          new ClassCastException("mine"),
          new IllegalArgumentException("mine"),
          new NullPointerException("mine"),
          new CancellationException("mine"),
          new CompletionException("mine", new IllegalStateException("cause")),
          new StepperException(FlowError.NO_STEP_BRANCH, "mine"));

  @Test
  void whatAStepThrowsComesOutAsItIs() {
    for (RuntimeException thrown : THROWN) {
      Stepper stepper = Stepper.of(START, throwing(thrown), TEXT);

      assertThat(catchThrowable(stepper::run)).isSameAs(thrown);
    }
  }

  @Test
  void whatAConditionThrowsComesOutAsItIs() {
    for (RuntimeException thrown : THROWN) {
      Step choice =
          Step.choose(
              "choice",
              Branch.when(
                  "branch",
                  Integer.class,
                  v -> {
                    throw thrown;
                  },
                  ADD));

      assertThat(catchThrowable(() -> Stepper.of(START, choice).run())).isSameAs(thrown);
    }
  }

  @Test
  void anErrorOfAStepComesOutAsItIs() {
    AssertionError error = new AssertionError("mine");
    Step failing =
        Step.of("failing")
            .gives(
                Integer.class,
                () -> {
                  throw error;
                });

    assertThat(catchThrowable(() -> Stepper.of(failing).run())).isSameAs(error);
  }

  @Test
  void aWrongArgumentOfTheFirstStepIsToldBeforeItRuns() {
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(ADD, TEXT).run("x"),
        "parameter 'v' of step 'add' at position 0 takes java.lang.Integer, "
            + "but got java.lang.String");
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(ADD, TEXT).run(1, 2, 3),
        "step 'add' at position 0 got 3 values, but takes at most 2");
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(START).run(1),
        "step 'start' at position 0 got 1 value, but takes at most 0");
    assertRefused(FlowError.CONSISTENCY_STEPS, () -> Stepper.of(ADD).run(), "'v'", "got nothing");
    assertRefused(
        FlowError.CONSISTENCY_STEPS, () -> Stepper.of(ADD).run((Object) null), "got nothing");
  }

  @Test
  void aMessageDoesNotShowTheValue() {
    Throwable thrown = catchThrowable(() -> Stepper.of(ADD).run("secret"));

    assertThat(thrown.getMessage()).doesNotContain("secret");
  }

  private static Step throwing(RuntimeException thrown) {
    return Step.of("throwing", Parameter.of("v", Integer.class))
        .gives(
            Integer.class,
            v -> {
              throw thrown;
            });
  }
}
