package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.ADD;
import static orchestrator.flow.step.Samples.START;
import static orchestrator.flow.step.Samples.TEXT;
import static orchestrator.flow.step.Samples.assertRefused;
import static orchestrator.flow.step.Samples.giving;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.TypeToken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class EmptyTest {
  private static final List<Object> NOTHING_TO_THE_ORIGINAL =
      List.of(
          0,
          0L,
          0.0,
          -0.0,
          new BigDecimal("0.00"),
          BigInteger.ZERO,
          "",
          false,
          List.of(),
          Set.of(),
          Map.of(),
          new int[0],
          Values.all(List.of()),
          Optional.of(0));
  private static final List<Object> SOMETHING =
      List.of(1, -1, 0.1, new BigDecimal("0.01"), " ", "0", true, List.of(0), Map.of("", 0), 'c');
  private static final Step NOTHING =
      Step.of("nothing", Parameter.of("v", Integer.class)).gives(Integer.class, v -> null);
  private static final Step MAYBE_NOT =
      Step.of("maybe not", Parameter.of("v", Integer.class))
          .gives(new TypeToken<Optional<Integer>>() {}, v -> Optional.empty());
  private static final Step LATER_NOTHING =
      Step.of("later", Parameter.of("v", Integer.class))
          .givesLater(Integer.class, v -> CompletableFuture.completedFuture(null));
  private static final Step NO_STAGE =
      Step.of("no stage", Parameter.of("v", Integer.class)).givesLater(Integer.class, v -> null);

  @Test
  void onlyTheAbsentIsEmpty() {
    assertThat(Empty.ABSENT.test(null)).isTrue();
    assertThat(Empty.ABSENT.test(Optional.empty())).isTrue();
    assertThat(NOTHING_TO_THE_ORIGINAL).noneMatch(Empty.ABSENT::test);
    assertThat(SOMETHING).noneMatch(Empty.ABSENT::test);
  }

  @Test
  void theOriginalAlsoTakesZeroFalseAndWhatHasNoElementsForNothing() {
    assertThat(Empty.ORIGINAL.test(null)).isTrue();
    assertThat(Empty.ORIGINAL.test(Optional.empty())).isTrue();
    assertThat(NOTHING_TO_THE_ORIGINAL).allMatch(Empty.ORIGINAL::test);
    assertThat(SOMETHING).noneMatch(Empty.ORIGINAL::test);
  }

  @Test
  void zeroTextsListsAndFalseGoOnToTheNextStep() {
    for (Object value : NOTHING_TO_THE_ORIGINAL.subList(0, 12)) {
      Step text = Step.of("text", Parameter.of("v", Object.class)).gives(Object.class, v -> v);

      assertThat(Stepper.of(giving("give", Object.class, value), text).run()).isEqualTo(value);
    }
  }

  @Test
  void anAbsentResultEndsTheRunAndNamesTheStep() {
    for (Step step : List.of(NOTHING, MAYBE_NOT, LATER_NOTHING, NO_STAGE)) {
      String name = "step '" + step.name() + "' at position 1 gave nothing";

      assertRefused(
          FlowError.NO_DATA_FOR_EXECUTION_STEP, () -> Stepper.of(START, step, TEXT).run(), name);
      assertRefused(
          FlowError.NO_DATA_FOR_EXECUTION_STEP, () -> Stepper.of(START, step).run(), name);
    }
  }

  @Test
  void anAbsentResultIsPassedOverWhereTheStepperMay() {
    for (Step step : List.of(NOTHING, MAYBE_NOT, LATER_NOTHING, NO_STAGE)) {
      assertThat(Stepper.of(START, step, step, TEXT).skipIfEmpty().run()).isEqualTo("3");
    }
  }

  @Test
  void theArgumentsAreTheLastDataOfAFirstStepThatGivesNothing() {
    Step nothing =
        Step.of("nothing", Parameter.of("a", Integer.class), Parameter.of("b", Integer.class))
            .gives(Integer.class, (a, b) -> null);

    assertThat(Stepper.of(nothing, ADD).skipIfEmpty().run(3, 5)).isEqualTo(8);
  }

  @Test
  void theLastResultIsGivenAsItIsWhereEmptyOnesArePassedOver() {
    assertThat(Stepper.of(START, NOTHING).skipIfEmpty().run()).isNull();
    assertThat(Stepper.of(START, MAYBE_NOT).skipIfEmpty().run()).isEqualTo(Optional.empty());
  }

  @Test
  void aRuleOfOnesOwnDecides() {
    Stepper stepper = Stepper.of(START, ADD).emptyIs(result -> Integer.valueOf(7).equals(result));

    assertRefused(FlowError.NO_DATA_FOR_EXECUTION_STEP, stepper::run, "'add' at position 1");
    assertThat(Stepper.of(START, NOTHING).emptyIs(result -> false).run()).isNull();
    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(START, NOTHING, TEXT).emptyIs(result -> false).run(),
        "'v' of step 'text' at position 2 takes java.lang.Integer, but got nothing");
  }

  @Test
  void whatIsPassedOverIsCheckedAgainstTheNextStepButOne() {
    Step length =
        Step.of("length", Parameter.of("s", String.class)).gives(Integer.class, s -> null);

    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> Stepper.of(length, TEXT).skipIfEmpty().run("abc"),
        "'v' of step 'text' at position 1 takes java.lang.Integer, but got java.lang.String");
  }
}
