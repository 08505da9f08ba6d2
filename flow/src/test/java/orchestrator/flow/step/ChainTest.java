package orchestrator.flow.step;

import static orchestrator.flow.step.Branch.otherwise;
import static orchestrator.flow.step.Branch.when;
import static orchestrator.flow.step.Samples.HALF;
import static orchestrator.flow.step.Samples.TEXT;
import static orchestrator.flow.step.Samples.TRIPLE;
import static orchestrator.flow.step.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.error.FlowError;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static final Step PARITY =
      Step.choose("parity", when("even", Integer.class, v -> v % 2 == 0, HALF), otherwise(TRIPLE));

  @Test
  void aChainRunsItsStepsWithTheTypesTheCompilerKnows() {
    Chain<String, String> chain =
        Stepper.taking(String.class)
            .then("parse", Integer.class, Integer::parseInt)
            .then(Integer.class, PARITY)
            .then("text", String.class, v -> v + "!");

    String text = chain.run("4");

    assertThat(text).isEqualTo("2!");
    assertThat(chain.run("5")).isEqualTo("15!");
  }

  @Test
  void aChainWaitsForWhatComesLater() {
    Chain<Integer, List<Integer>> chain =
        Stepper.taking(Integer.class)
            .thenLater("ask", Integer.class, v -> CompletableFuture.supplyAsync(() -> v + 1))
            .thenLater(
                "list", Samples.integers(), v -> CompletableFuture.completedFuture(List.of(v, v)));

    assertThat(chain.run(1)).containsExactly(2, 2);
    assertThat(chain.runAsync(1)).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(List.of(2, 2));
  }

  @Test
  void aChainHasTheSameStepsAsAStepper() {
    Chain<Integer, String> chain =
        Stepper.taking(Integer.class).then(Integer.class, HALF).then(String.class, TEXT);

    assertThat(chain.steps()).containsExactly(HALF, TEXT);
    assertThat(Stepper.of(chain.steps()).emptyIs(Empty.ORIGINAL).skipIfEmpty().run(9))
        .isEqualTo("4");
  }

  @Test
  void aShorterChainStaysAsItWas() {
    Chain<Integer, Integer> one =
        Stepper.taking(Integer.class).then("a", Integer.class, v -> v + 1);
    Chain<Integer, Integer> two = one.then("b", Integer.class, v -> v * 10);
    Chain<Integer, Integer> other = one.then("c", Integer.class, v -> v * 100);

    assertThat(one.run(1)).isEqualTo(2);
    assertThat(two.run(1)).isEqualTo(20);
    assertThat(other.run(1)).isEqualTo(200);
  }

  @Test
  void severalValuesAndOptionalsGoThroughAChain() {
    Chain<Integer, Integer> sum =
        Stepper.taking(Integer.class)
            .then("half", Values.types(Integer.class, Integer.class), v -> Values.of(v / 2, v % 2))
            .then(
                "maybe",
                new TypeToken<Optional<Integer>>() {},
                v -> Optional.of(v.first() + v.second()))
            .then("sum", Integer.class, v -> v.orElse(0));
    Chain<Integer, Integer> held =
        Stepper.taking(Integer.class)
            .then(
                Integer.class,
                Step.of("maybe", Parameter.of("v", Integer.class))
                    .gives(new TypeToken<Optional<Integer>>() {}, v -> Optional.of(v + 1)));

    assertThat(sum.run(9)).isEqualTo(5);
    int inside = held.run(1);
    assertThat(inside).isEqualTo(2);
  }

  @Test
  void aStepThatDoesNotFitIsRefusedAtOnce() {
    Chain<String, Integer> chain =
        Stepper.taking(String.class).then("parse", Integer.class, Integer::parseInt);

    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> Stepper.taking(String.class).then(Integer.class, HALF),
        "the caller gives java.lang.String",
        "'v' of step 'half' at position 0 takes java.lang.Integer");
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> chain.then(String.class, Samples.PARSE),
        "step 'parse' at position 0 gives java.lang.Integer",
        "step 'parse' at position 1");
    assertRefused(
        FlowError.DATA_CONSISTENCY,
        () -> chain.then(Long.class, HALF),
        "step 'half' at position 1 gives java.lang.Integer, but is to give java.lang.Long");
  }

  @Test
  void aChainWithoutStepsDoesNotRun() {
    assertRefused(
        FlowError.EMPTY_STEPPER, () -> Stepper.taking(String.class).run(""), "at least one step");
  }

  @Test
  void errorsOfARunAreThoseOfAStepper() {
    IllegalStateException mine = new IllegalStateException("mine");
    Chain<Integer, Integer> throwing =
        Stepper.taking(Integer.class)
            .thenLater("fail", Integer.class, v -> CompletableFuture.failedFuture(mine));
    Chain<Integer, Integer> nothing =
        Stepper.taking(Integer.class).then("none", Integer.class, v -> null);
    CompletableFuture<Throwable> seen = new CompletableFuture<>();

    var unused = throwing.runAsync(1).whenComplete((value, thrown) -> seen.complete(thrown));

    assertThat(seen).isCompletedWithValue(mine);
    assertThat(catchThrowable(() -> throwing.run(1))).isSameAs(mine);
    assertRefused(
        FlowError.NO_DATA_FOR_EXECUTION_STEP, () -> nothing.run(1), "step 'none' at position 0");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void aStepThatLiesAboutWhatItGivesIsFound() {
    Chain raw = Stepper.taking(Integer.class).then("lie", (Class) Integer.class, v -> "text");

    assertRefused(
        FlowError.CONSISTENCY_STEPS,
        () -> raw.run(1),
        "step 'lie' at position 0 is to give java.lang.Integer, but gave java.lang.String");
    assertThat(catchThrowable(() -> raw.runAsync(1).toCompletableFuture().join()))
        .hasMessageContaining("step 'lie' at position 0");
  }

  @Test
  void aLongChainIsBuiltAndRun() {
    Chain<Integer, Integer> chain = Stepper.taking(Integer.class);
    for (int i = 0; i < 100_000; i++) {
      chain = chain.then("next", Integer.class, v -> v + 1);
    }

    assertThat(chain.run(0)).isEqualTo(100_000);
  }
}
