package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.ADD;
import static orchestrator.flow.step.Samples.HALF;
import static orchestrator.flow.step.Samples.TEXT;
import static orchestrator.flow.step.Samples.assertRefused;
import static orchestrator.flow.step.Samples.giving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.reflect.TypeToken;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Step PLUS_ONE = ADD.with("by", 1);
  private static final Step MAKE_ODD =
      Step.repeatWhile("make odd", 64, Integer.class, v -> v % 2 == 0, HALF);

  @Test
  void theBodyRunsWhileTheConditionHolds() {
    assertThat(Stepper.of(MAKE_ODD, TEXT).run(40)).isEqualTo("5");
    assertThat(Stepper.of(MAKE_ODD, TEXT).run(5)).as("no round").isEqualTo("5");
    assertThat(Stepper.of(MAKE_ODD).run(40)).as("at the end").isEqualTo(5);
  }

  @Test
  void theBodyMayBeAChainWithBranches() {
    Step collatz =
        Step.choose(
            "next",
            Branch.when("even", Integer.class, v -> v % 2 == 0, HALF),
            Branch.otherwise(Samples.TRIPLE, PLUS_ONE));
    Step loop = Step.repeatWhile("collatz", 1000, Integer.class, v -> v != 1, collatz);

    assertThat(Stepper.of(loop).run(27)).isEqualTo(1);
  }

  @Test
  void severalValuesGoRound() {
    Step next =
        Step.of("next", Parameter.of("a", Integer.class), Parameter.of("b", Integer.class))
            .gives(Values.types(Integer.class, Integer.class), (a, b) -> Values.of(b, a + b));
    Step fibonacci =
        Step.repeatWhile(
            "fibonacci",
            100,
            Values.types(Integer.class, Integer.class),
            v -> v.second() < 50,
            next);

    assertThat(Stepper.of(fibonacci).run(0, 1)).isEqualTo(Values.of(34, 55));
  }

  @Test
  void asManyRoundsAsTheLimitAreRunAndNotOneMore() {
    Step three = Step.repeatWhile("count", 3, Integer.class, v -> v < 3, PLUS_ONE);
    Step endless = Step.repeatWhile("count", 3, Integer.class, v -> true, PLUS_ONE);
    int[] rounds = {0};
    Step counted =
        Step.repeatWhile(
            "count",
            3,
            Integer.class,
            v -> true,
            Step.of("round", Parameter.of("v", Integer.class))
                .gives(Integer.class, v -> ++rounds[0]));

    assertThat(Stepper.of(three).run(0)).isEqualTo(3);
    assertRefused(
        FlowError.STEP_LOOP_LIMIT,
        () -> Stepper.of(PLUS_ONE, endless).run(0),
        "step 'count' at position 1 is not at its end after 3 rounds");
    assertRefused(FlowError.STEP_LOOP_LIMIT, () -> Stepper.of(counted).run(0), "3 rounds");
    assertThat(rounds[0]).isEqualTo(3);
  }

  @Test
  void aMillionRoundsRun() {
    Step later =
        Step.of("later", Parameter.of("v", Integer.class))
            .givesLater(Integer.class, v -> CompletableFuture.completedFuture(v + 1));
    for (Step body : new Step[] {PLUS_ONE, later}) {
      Step loop = Step.repeatWhile("count", 1_000_000, Integer.class, v -> v < 1_000_000, body);

      assertThat(Stepper.of(loop).run(0)).isEqualTo(1_000_000);
    }
  }

  @Test
  void theBodyMustTakeAndGiveTheTypeOfTheLoop() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Step.repeatWhile("loop", 3, Integer.class, v -> true, TEXT),
        "the body of step 'loop' gives java.lang.String",
        "step 'loop' repeats with java.lang.Integer");
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Step.repeatWhile("loop", 3, String.class, v -> true, TEXT),
        "step 'loop' gives java.lang.String",
        "'v' of step 'text' at position 0 of the body of step 'loop' takes java.lang.Integer");
  }

  @Test
  void aLoopMustTakeWhatComes() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(giving("a", String.class, ""), MAKE_ODD),
        "step 'a' at position 0 gives java.lang.String",
        "step 'make odd' at position 1 repeats with java.lang.Integer");
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(MAKE_ODD).run("x"),
        "step 'make odd' at position 0 repeats with java.lang.Integer, but got java.lang.String");
  }

  @Test
  void anOptionalGoesRoundAsWhatItHolds() {
    Step maybe =
        Step.of("maybe", Parameter.of("v", Integer.class))
            .gives(
                new TypeToken<Optional<Integer>>() {},
                v -> v > 4 ? Optional.empty() : Optional.of(v + 1));
    Step some = Step.repeatWhile("loop", 9, Integer.class, v -> v < 3, maybe);
    Step all = Step.repeatWhile("loop", 9, Integer.class, v -> v < 9, maybe);

    assertThat(Stepper.of(some, TEXT).run(0)).isEqualTo("3");
    assertRefused(
        FlowError.NO_DATA_FOR_EXECUTION_STEP,
        () -> Stepper.of(all).run(0),
        "step 'maybe' at position 0 of the body of step 'loop' at position 0");
    assertRefused(
        FlowError.STEP_LOOP_LIMIT,
        () -> Stepper.of(all).skipIfEmpty().run(0),
        "not at its end after 9 rounds");
  }

  @Test
  void aLimitIsAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Step.repeatWhile("loop", 0, Integer.class, v -> true, HALF))
        .withMessageContainingAll("'loop'", "0");
  }
}
