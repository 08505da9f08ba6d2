package orchestrator.flow.step;

import com.google.common.reflect.TypeToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps one after the other; each gets what the one before gave.
 *
 * <pre>{@code
 * Stepper stepper = Stepper.of(Steps.of(start, add, half, join));
 * Object text = stepper.run();
 * }</pre>
 *
 * <p>A stepper never changes: it may run again, and in many threads at once. A step that gives
 * nothing ends the run with NO_DATA_FOR_EXECUTION_STEP, the last one too. A value that its step
 * does not take ends it with CONSISTENCY_STEPS. Generics can be checked only when steps are put
 * together, not when they run. What a step throws comes out as it is.
 */
public final class Stepper {
  private final Steps steps;
  private final Empty empty;
  private final boolean skipIfEmpty;

  private Stepper(Steps steps, Empty empty, boolean skipIfEmpty) {
    this.steps = steps;
    this.empty = empty;
    this.skipIfEmpty = skipIfEmpty;
  }

  /** A stepper of these steps. */
  public static Stepper of(Steps steps) {
    return new Stepper(steps, Empty.ABSENT, false);
  }

  /** A stepper of these steps, which must fit together as in {@link Steps#of(Step...)}. */
  public static Stepper of(Step... steps) {
    return of(Steps.of(steps));
  }

  /**
   * Begins steps whose types the compiler checks: {@code Stepper.taking(String.class).then("parse",
   * Integer.class, Integer::parseInt)}.
   */
  public static <T> Chain<T, T> taking(Class<T> type) {
    return taking(TypeToken.of(type));
  }

  /** Begins steps for a generic type whose types the compiler checks. */
  public static <T> Chain<T, T> taking(TypeToken<T> type) {
    return Chain.taking(type);
  }

  /**
   * A stepper that passes over empty results: the next step gets the last data that was not empty.
   * Whether that data fits there is checked only when it runs. The last step's result is given as
   * it is. Example: {@code Stepper.of(steps).skipIfEmpty()}.
   */
  public Stepper skipIfEmpty() {
    return new Stepper(steps, empty, true);
  }

  /** A stepper with another idea of empty: {@code Stepper.of(steps).emptyIs(Empty.ORIGINAL)}. */
  public Stepper emptyIs(Empty rule) {
    return new Stepper(steps, rule, skipIfEmpty);
  }

  /** What it runs. */
  public Steps steps() {
    return steps;
  }

  /**
   * Runs all steps and waits for the asynchronous ones.
   *
   * @param arguments what the first step gets; an array is its elements
   * @return what the last step gave; null only where empty results are passed over
   * @throws CompletionException with the exception of a stage, when that is a checked one
   * @throws CancellationException when the thread is interrupted while it waits; the run goes on
   *     without it
   */
  public @Nullable Object run(@Nullable Object... arguments) {
    Run run = start(arguments);
    try {
      return run.done().get();
    } catch (ExecutionException | CancellationException e) {
      throw unchecked(run.failure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a step");
    }
  }

  /**
   * Runs all steps without waiting: in this thread up to the first stage that is not complete, then
   * in the thread that completes it. It has no thread of its own.
   *
   * @param arguments what the first step gets; an array is its elements
   * @return a stage of what the last step gave, or of what went wrong
   */
  public CompletionStage<@Nullable Object> runAsync(@Nullable Object... arguments) {
    return start(arguments).done();
  }

  private Run start(@Nullable Object[] arguments) {
    Run run = new Run(steps, empty, skipIfEmpty, data(arguments));
    run.advance();
    return run;
  }

  private static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new CompletionException(thrown);
  }

  private static @Nullable Object data(@Nullable Object[] arguments) {
    if (arguments.length == 1) {
      return arguments[0];
    }
    List<Object> values = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      values.add(argument == null ? Optional.empty() : argument);
    }
    return Values.all(values);
  }
}
