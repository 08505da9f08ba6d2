package orchestrator.flow.step;

import static orchestrator.flow.step.Branch.otherwise;
import static orchestrator.flow.step.Branch.when;
import static orchestrator.flow.step.Samples.ADD;
import static orchestrator.flow.step.Samples.HALF;
import static orchestrator.flow.step.Samples.START;
import static orchestrator.flow.step.Samples.TEXT;
import static orchestrator.flow.step.Samples.TRIPLE;
import static orchestrator.flow.step.Samples.assertRefused;
import static orchestrator.flow.step.Samples.giving;
import static orchestrator.flow.step.Samples.integers;
import static orchestrator.flow.step.Samples.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.Optional;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final Step LENGTH =
      Step.of("length", Parameter.of("s", String.class)).gives(Integer.class, String::length);
  private static final Step BY_TYPE =
      Step.choose(
          "by type",
          when("text", String.class, s -> true, LENGTH),
          when("number", Integer.class, v -> true, HALF));

  @Test
  void theFirstBranchThatFitsIsTaken() {
    Step sign =
        Step.choose(
            "sign",
            when("small", Integer.class, v -> v < 10, giveOn("small")),
            when("even", Integer.class, v -> v % 2 == 0, giveOn("even")),
            otherwise(giveOn("other")));

    assertThat(Stepper.of(sign).run(4)).isEqualTo("small");
    assertThat(Stepper.of(sign).run(12)).isEqualTo("even");
    assertThat(Stepper.of(sign).run(13)).isEqualTo("other");
  }

  @Test
  void aBranchMayBeAChain() {
    Step choice = Step.choose("c", otherwise(TRIPLE, ADD, HALF));

    assertThat(Stepper.of(START, choice, TEXT).run()).isEqualTo("6");
  }

  @Test
  void theStepsOfABranchMustFitTogether() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> when("even", Integer.class, v -> true, TEXT, HALF),
        "step 'text' at position 0 of branch 'even' gives java.lang.String",
        "'v' of step 'half' at position 1 of branch 'even' takes java.lang.Integer");
  }

  @Test
  void aBranchMustTakeWhatItsConditionAsksFor() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> when("even", Integer.class, v -> true, LENGTH),
        "branch 'even' gives java.lang.Integer",
        "'s' of step 'length' at position 0 of branch 'even' takes java.lang.String");
  }

  @Test
  void aBranchForATypeThatNeverComesIsRefused() {
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(START, BY_TYPE),
        "step 'start' at position 0 gives java.lang.Integer",
        "branch 'text' of step 'by type' at position 1 takes java.lang.String");
  }

  @Test
  void aBranchMayAskForANarrowerType() {
    Step any = taking("any", Object.class);
    Stepper stepper = Stepper.of(any, BY_TYPE);

    assertThat(stepper.run("abc")).isEqualTo(3);
    assertThat(stepper.run(10)).isEqualTo(5);
    assertRefused(
        FlowError.NO_STEP_BRANCH,
        () -> stepper.run(1.5),
        "step 'by type' at position 1",
        "java.lang.Double");
  }

  @Test
  void aNarrowerTypeWithGenericsIsRefusedSinceNoRunCanTell() {
    Step choice = Step.choose("c", when("list", integers(), list -> true, taking("x", integers())));

    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(taking("any", Object.class), choice),
        "branch 'list' of step 'c' at position 1 takes java.util.List<java.lang.Integer>");
  }

  @Test
  void genericsThatNoRunCanTellApartAreRefused() {
    Step lists =
        Step.choose(
            "lists",
            when("small", Integer.class, v -> v < 10, listOf(integers(), 1)),
            otherwise(listOf(new TypeToken<List<String>>() {}, "1")));
    Step choice = Step.choose("c", when("list", integers(), list -> true, taking("x", integers())));

    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(START, lists, choice),
        "java.util.List<java.lang.Integer> or java.util.List<java.lang.String>",
        "branch 'list' of step 'c' at position 2 takes java.util.List<java.lang.Integer>");
  }

  @Test
  void severalValuesDoNotFitAConditionThatSaysNothingOfThem() {
    Step choice = Step.choose("c", when("any", Object.class, v -> true, taking("x", Object.class)));

    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(Samples.HALF_AND_REST, choice),
        "Two",
        "branch 'any' of step 'c' at position 1 takes java.lang.Object");
    assertRefused(FlowError.NO_STEP_BRANCH, () -> Stepper.of(choice).run(1, 2), "Two");
  }

  @Test
  void aChoiceAfterAChoiceMayTakeEachOfItsTypes() {
    Step mixed =
        Step.choose("mixed", when("small", Integer.class, v -> v < 10, TEXT), otherwise(HALF));
    Stepper stepper = Stepper.of(START, ADD, mixed, BY_TYPE);

    assertThat(mixed.results()).hasToString("[java.lang.String, java.lang.Integer]");
    assertThat(stepper.run()).isEqualTo(1);
    assertThat(Stepper.of(mixed, BY_TYPE).run(30)).isEqualTo(7);
  }

  @Test
  void theConditionSeesAllOfSeveralValues() {
    Step bigger =
        Step.choose(
            "bigger",
            when(
                "first",
                Values.types(Integer.class, Integer.class),
                v -> v.first() > v.second(),
                Step.of("first", Parameter.of("a", Integer.class), Parameter.of("b", Integer.class))
                    .gives(Integer.class, (a, b) -> a)),
            otherwise(
                Step.of(
                        "second",
                        Parameter.of("a", Integer.class),
                        Parameter.of("b", Integer.class))
                    .gives(Integer.class, (a, b) -> b)));

    assertThat(Stepper.of(Samples.HALF_AND_REST, bigger).run(9)).isEqualTo(4);
    assertThat(Stepper.of(Samples.HALF_AND_REST, bigger).run(1)).isEqualTo(1);
    assertThat(Stepper.of(bigger).run(1, 2)).isEqualTo(2);
  }

  @Test
  void theConditionSeesWhatAnOptionalHolds() {
    Step maybe = giving("maybe", new TypeToken<Optional<Integer>>() {}, Optional.of(4));
    Step choice = Step.choose("c", when("four", Integer.class, v -> v == 4, HALF));

    assertThat(Stepper.of(maybe, choice).run()).isEqualTo(2);
  }

  @Test
  void errorsInABranchNameTheWholeWay() {
    Step nothing =
        Step.of("nothing", Parameter.of("v", Integer.class)).gives(Integer.class, v -> null);
    Step inner = Step.choose("inner", otherwise(nothing));
    Step outer = Step.choose("outer", when("all", Integer.class, v -> true, ADD, inner));

    assertRefused(
        FlowError.NO_DATA_FOR_EXECUTION_STEP,
        () -> Stepper.of(START, outer).run(),
        "step 'nothing' at position 0 of branch 'otherwise' of step 'inner' at position 1"
            + " of branch 'all' of step 'outer' at position 1 gave nothing");
  }

  @Test
  void noBranchFitsAnAbsentArgument() {
    assertRefused(
        FlowError.NO_STEP_BRANCH, () -> Stepper.of(BY_TYPE).run((Object) null), "nothing");
  }

  @Test
  void aChoiceHasBranchesAndTheOtherwiseComesLast() {
    assertRefused(FlowError.NO_STEP_BRANCH, () -> Step.choose("c"), "'c'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Step.choose("c", otherwise(HALF), otherwise(TRIPLE)))
        .withMessageContaining("'c'");
  }

  @Test
  void choicesAreNestedOnlySoDeep() {
    Step step = HALF;
    for (int i = 0; i < Steps.MOST_NESTED; i++) {
      step = Step.choose("c" + i, otherwise(step));
    }
    Step deepest = step;

    assertThat(Stepper.of(START, deepest).run()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Step.choose("deep", otherwise(deepest)))
        .withMessageContainingAll("'deep'", "100");
  }

  @Test
  void thousandsOfBranchesAreTried() {
    Branch[] branches = new Branch[10_000];
    for (int i = 0; i < branches.length; i++) {
      int wanted = i;
      branches[i] = when("b" + i, Integer.class, v -> v == wanted, HALF);
    }

    assertThat(Stepper.of(START, Step.choose("c", branches)).run()).isEqualTo(1);
    assertThat(Stepper.of(Step.choose("c", branches)).run(9_999)).isEqualTo(4_999);
  }

  private static <T> Step listOf(TypeToken<List<T>> type, T value) {
    return Step.of("list", Parameter.of("v", Integer.class)).gives(type, v -> List.of(value));
  }

  private static Step giveOn(String text) {
    return Step.of(text, Parameter.of("v", Integer.class)).gives(String.class, v -> text);
  }
}
