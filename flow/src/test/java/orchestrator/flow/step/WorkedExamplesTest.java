package orchestrator.flow.step;

import static orchestrator.flow.step.Branch.otherwise;
import static orchestrator.flow.step.Branch.when;
import static orchestrator.flow.step.Samples.ADD;
import static orchestrator.flow.step.Samples.HALF;
import static orchestrator.flow.step.Samples.HALF_AND_REST;
import static orchestrator.flow.step.Samples.JOIN;
import static orchestrator.flow.step.Samples.PARSE;
import static orchestrator.flow.step.Samples.START;
import static orchestrator.flow.step.Samples.TEXT;
import static orchestrator.flow.step.Samples.TRIPLE;
import static orchestrator.flow.step.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.TypeToken;
import java.util.ArrayList;
import java.util.List;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class WorkedExamplesTest {
  private static final Step ZERO =
      Step.of("zero", Parameter.of("v", Integer.class)).gives(Integer.class, v -> 0);
  private static final Step PLUS_ONE = ADD.with("by", 1);

  @Test
  void aStepperSpreadsValuesAndUsesDefaults() {
    Stepper stepper = Stepper.of(START, ADD, HALF_AND_REST, JOIN);

    assertThat(stepper.run()).isEqualTo("3:1");
    assertThat(stepper.run()).as("again").isEqualTo("3:1");
  }

  @Test
  void aNamedArgumentTakesThePlaceOfADefault() {
    assertThat(Stepper.of(START, ADD, HALF_AND_REST, JOIN.with("sep", "-")).run()).isEqualTo("3-1");
  }

  @Test
  void headAndTailAreSplitAndPrinted() {
    List<String> printed = new ArrayList<>();
    Step split =
        Step.of("split", Parameter.of("list", Samples.integers()))
            .gives(
                new TypeToken<Values.Two<Integer, List<Integer>>>() {},
                list -> Values.of(list.get(0), list.subList(1, list.size())));
    Step print =
        Step.of(
                "print",
                Parameter.of("head", Integer.class),
                Parameter.of("tail", Samples.integers()),
                Parameter.of("times", Integer.class).orElse(1))
            .gives(
                Samples.integers(),
                (head, tail, times) -> {
                  printed.add(head + " " + tail + " " + times);
                  return tail;
                });

    Stepper stepper = Stepper.of(split, print, split, print.with("times", 2));

    assertThat(stepper.run(List.of(1, 2, 3))).isEqualTo(List.of(3));
    assertThat(printed).containsExactly("1 [2, 3] 1", "2 [3] 2");
  }

  @Test
  void emptyResultsAreSkippedWhenTheStepperMay() {
    Stepper middle = Stepper.of(START, ZERO, PLUS_ONE).emptyIs(Empty.ORIGINAL).skipIfEmpty();
    Stepper last = Stepper.of(START, ZERO).emptyIs(Empty.ORIGINAL).skipIfEmpty();

    assertThat(middle.run()).isEqualTo(4);
    assertThat(last.run()).isEqualTo(0);
  }

  @Test
  void emptyResultsEndARunWhenTheStepperMayNotSkip() {
    Stepper middle = Stepper.of(START, ZERO, PLUS_ONE).emptyIs(Empty.ORIGINAL);
    Stepper last = Stepper.of(START, ZERO).emptyIs(Empty.ORIGINAL);

    for (Stepper stepper : List.of(middle, last)) {
      assertRefused(
          FlowError.NO_DATA_FOR_EXECUTION_STEP, stepper::run, "step 'zero' at position 1");
    }
  }

  @Test
  void zeroIsAValueUnlessToldOtherwise() {
    assertThat(Stepper.of(START, ZERO, PLUS_ONE).run()).isEqualTo(1);
  }

  @Test
  void branchesAreChosenByWhatComes() {
    Step parity =
        Step.choose(
            "parity",
            when("even", Integer.class, v -> v % 2 == 0, HALF),
            when("odd", Integer.class, v -> v % 2 != 0, TRIPLE));
    Stepper stepper = Stepper.of(PARSE, parity, TEXT);

    assertThat(stepper.run("4")).isEqualTo("2");
    assertThat(stepper.run("5")).isEqualTo("15");
  }

  @Test
  void branchesMustTakeAndGiveWhatTheirNeighboursDo() {
    Step length =
        Step.of("length", Parameter.of("s", String.class)).gives(Integer.class, String::length);
    Step parity =
        Step.choose(
            "parity", when("even", Integer.class, v -> v % 2 == 0, HALF), otherwise(length));
    Step mixed =
        Step.choose("mixed", when("even", Integer.class, v -> v % 2 == 0, HALF), otherwise(TEXT));

    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(PARSE, parity, TEXT),
        "step 'parse' at position 0 gives java.lang.Integer",
        "'s' of step 'length' at position 0 of branch 'otherwise' of step 'parity' at position 1",
        "takes java.lang.String");
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Steps.of(PARSE, mixed, TEXT),
        "step 'mixed' at position 1 gives java.lang.String",
        "'v' of step 'text' at position 2 takes java.lang.Integer");
  }

  @Test
  void noBranchThatFitsEndsTheRun() {
    Step positive = Step.choose("sign", when("positive", Integer.class, v -> v > 0, HALF));

    assertRefused(
        FlowError.NO_STEP_BRANCH,
        () -> Stepper.of(PARSE, positive, TEXT).run("-1"),
        "step 'sign' at position 1",
        "java.lang.Integer");
  }
}
