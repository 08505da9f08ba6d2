package orchestrator.flow.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.reflect.TypeParameter;
import com.google.common.reflect.TypeToken;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.StepperException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random steps, each of which gives the strangest value that its type allows. */
class RandomStepsTest {
  private static final int ROUNDS = 4_000;

  /** A type, and a value of it that is of as few other types as can be. */
  private record Kind<T>(TypeToken<T> type, T value) {
    static <T> Kind<T> of(Class<T> type, T value) {
      return new Kind<>(TypeToken.of(type), value);
    }

    Kind<Optional<T>> optional() {
      return new Kind<>(
          new TypeToken<Optional<T>>() {}.where(new TypeParameter<>() {}, type.wrap()),
          Optional.of(value));
    }

    <U> Kind<Values.Two<T, U>> and(Kind<U> other) {
      return new Kind<>(
          new TypeToken<Values.Two<T, U>>() {}.where(new TypeParameter<T>() {}, type.wrap())
              .where(new TypeParameter<U>() {}, other.type.wrap()),
          Values.of(value, other.value));
    }
  }

  private static final Kind<?> ANY = Kind.of(Object.class, new Object());
  private static final List<Kind<?>> PLAIN =
      List.of(
          Kind.of(Integer.class, 1),
          Kind.of(int.class, 1),
          Kind.of(Double.class, 0.5),
          Kind.of(Number.class, 1L),
          Kind.of(String.class, ""),
          Kind.of(CharSequence.class, CharBuffer.allocate(0)),
          ANY);

  @Test
  void whatIsAcceptedWhenBuiltRunsAndWhatIsRefusedFails() {
    int accepted = 0;
    int refused = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Step> steps = functions(random);
      Throwable run = catchThrowable(() -> Stepper.of(Steps.unchecked(steps)).run());
      if (isAccepted(steps)) {
        accepted++;
        assertThat(run).as("run of accepted steps, seed %d", seed).isNull();
      } else {
        refused++;
        assertThat(error(run))
            .as("run of refused steps, seed %d", seed)
            .isEqualTo(FlowError.CONSISTENCY_STEPS);
      }
    }
    assertThat(accepted).isGreaterThan(ROUNDS / 15);
    assertThat(refused).isGreaterThan(ROUNDS / 15);
  }

  @Test
  void acceptedStepsWithBranchesAndLoopsNeverGetAWrongType() {
    int accepted = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Step> steps = functions(random);
      if (addBranches(steps, random) && isAccepted(steps)) {
        accepted++;
        Throwable run = catchThrowable(() -> Stepper.of(Steps.of(steps)).run());
        if (run != null) {
          assertThat(error(run))
              .as("seed %d, %s, %s", seed, run, describe(steps))
              .isIn(FlowError.NO_STEP_BRANCH, FlowError.STEP_LOOP_LIMIT);
        }
      }
    }
    assertThat(accepted).isGreaterThan(ROUNDS / 40);
  }

  private static List<Step> functions(Random random) {
    List<Step> steps = new ArrayList<>();
    steps.add(function("first", List.of(), random));
    int more = 1 + random.nextInt(3);
    for (int i = 0; i < more; i++) {
      steps.add(function("step" + i, parameters(random), random));
    }
    return steps;
  }

  private static Step function(String name, List<Parameter<?>> parameters, Random random) {
    Kind<?> result = result(random);
    Takes.Any takes = Step.of(name, Signature.of(parameters));
    Step step =
        random.nextInt(3) == 0
            ? takes.givesLater(result.type(), in -> CompletableFuture.completedFuture(cast(result)))
            : takes.gives(result.type(), in -> cast(result));
    for (Parameter<?> parameter : parameters) {
      if (parameter.defaultValue().isPresent() && random.nextInt(3) == 0) {
        step = step.with(parameter.name(), parameter.defaultValue().get());
      }
    }
    return step;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T cast(Kind<?> kind) {
    return (T) kind.value();
  }

  private static String describe(List<Step> steps) {
    return steps.stream()
        .map(step -> step + " takes " + step.parameters() + " gives " + step.results())
        .collect(Collectors.joining("; "));
  }

  private static boolean isAccepted(List<Step> steps) {
    try {
      Steps.of(steps);
      return true;
    } catch (StepperException e) {
      assertThat(e.error()).isEqualTo(FlowError.DATA_CONSISTENCY);
      return false;
    }
  }

  private static @Nullable FlowError error(@Nullable Throwable thrown) {
    return thrown instanceof StepperException known ? known.error() : null;
  }

  private static Kind<?> plain(Random random) {
    return PLAIN.get(random.nextInt(PLAIN.size()));
  }

  private static Kind<?> result(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> plain(random).optional();
      case 1 -> plain(random).and(plain(random));
      case 2 -> plain(random).and(plain(random).optional()).optional();
      default -> plain(random);
    };
  }

  private static List<Parameter<?>> parameters(Random random) {
    List<Parameter<?>> parameters = new ArrayList<>();
    int size = 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      Kind<?> each = random.nextInt(3) == 0 ? ANY : plain(random);
      Kind<?> kind = random.nextInt(4) == 0 ? each.optional() : each;
      parameters.add(parameter("p" + i, kind, i > 0 && random.nextInt(2) == 0));
    }
    return parameters;
  }

  private static <T> Parameter<T> parameter(String name, Kind<T> kind, boolean hasDefault) {
    Parameter<T> parameter = Parameter.of(name, kind.type());
    return hasDefault ? parameter.orElse(kind.value()) : parameter;
  }

  /** Wraps the second step in a choice; false when its branches do not fit. */
  private static boolean addBranches(List<Step> steps, Random random) {
    Step body = steps.get(1);
    try {
      TypeToken<?> type =
          random.nextBoolean() ? steps.get(0).results().get(0) : result(random).type();
      Branch narrow = Branch.when("narrow", type, v -> random.nextBoolean(), body);
      Step other = function("other", parameters(random), random);
      Step choice =
          random.nextBoolean()
              ? Step.choose("choice", narrow)
              : Step.choose("choice", narrow, Branch.otherwise(other));
      steps.set(
          1,
          random.nextInt(4) == 0
              ? Step.repeatWhile("loop", 5, type, v -> random.nextBoolean(), choice)
              : choice);
      return true;
    } catch (StepperException e) {
      return false;
    }
  }
}
