package orchestrator.flow.step;

import static orchestrator.flow.error.FlowError.CONSISTENCY_STEPS;
import static orchestrator.flow.error.FlowError.DATA_CONSISTENCY;

import com.google.common.reflect.TypeToken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import orchestrator.flow.error.StepperException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link Stepper} together so that the compiler checks the types of its steps.
 *
 * <pre>{@code
 * Chain<String, String> chain = Stepper.taking(String.class)
 *     .then("parse", Integer.class, Integer::parseInt)
 *     .then(Integer.class, parity)
 *     .then("text", String.class, v -> "" + v);
 * String text = chain.run("4");
 * }</pre>
 *
 * <p>A chain never changes; each {@code then} makes a longer one.
 *
 * @param <T> what its first step takes
 * @param <R> what its last step gives
 */
public final class Chain<T, R> {
  private final @Nullable Chain<T, ?> before;
  private final @Nullable Step last;
  private final int size;
  private final TypeToken<R> type;
  private final Slot slot;
  private volatile @Nullable Stepper stepper;

  private Chain(@Nullable Chain<T, ?> before, @Nullable Step last, int size, TypeToken<R> type) {
    this.before = before;
    this.last = last;
    this.size = size;
    this.type = type;
    this.slot = new Slot(type);
  }

  static <T> Chain<T, T> taking(TypeToken<T> type) {
    return new Chain<>(null, null, 0, type);
  }

  /** Goes on with a function: {@code then("parse", Integer.class, Integer::parseInt)}. */
  public <S> Chain<T, S> then(
      String name, Class<S> result, Function<? super R, ? extends @Nullable S> function) {
    return then(name, TypeToken.of(result), function);
  }

  /** Goes on with a function that gives a generic type. */
  public <S> Chain<T, S> then(
      String name, TypeToken<S> result, Function<? super R, ? extends @Nullable S> function) {
    return then(result, Step.of(name, value()).gives(result, function));
  }

  /**
   * Goes on with a function that gives its value later: {@code thenLater("ask", …, client::ask)}.
   */
  public <S> Chain<T, S> thenLater(
      String name,
      Class<S> result,
      Function<? super R, ? extends @Nullable CompletionStage<? extends @Nullable S>> function) {
    return thenLater(name, TypeToken.of(result), function);
  }

  /** Goes on with a function that gives a value of a generic type later. */
  public <S> Chain<T, S> thenLater(
      String name,
      TypeToken<S> result,
      Function<? super R, ? extends @Nullable CompletionStage<? extends @Nullable S>> function) {
    return then(result, Step.of(name, value()).givesLater(result, function));
  }

  /** Goes on with a step, as in {@code then(Integer.class, parity)}. */
  public <S> Chain<T, S> then(Class<S> result, Step step) {
    return then(TypeToken.of(result), step);
  }

  /**
   * Goes on with a step. Whether it takes and gives the right types is checked here, not by the
   * compiler.
   *
   * @throws StepperException DATA_CONSISTENCY when it does not
   */
  public <S> Chain<T, S> then(TypeToken<S> result, Step step) {
    Chain<T, S> longer = new Chain<>(this, step, size + 1, result);
    Place giver = last == null ? () -> "the caller" : Place.of(last, size - 1);
    step.checkTakes(List.of(type), giver, Place.of(step, size));
    for (TypeToken<?> given : step.results()) {
      if (!longer.slot.takes(given)) {
        throw new StepperException(
            DATA_CONSISTENCY,
            "%s gives %s, but is to give %s"
                .formatted(Place.of(step, size).text(), given, longer.slot.type()));
      }
    }
    return longer;
  }

  /**
   * The same steps, for a stepper with other settings.
   *
   * @throws StepperException EMPTY_STEPPER when there is no step yet
   */
  public Steps steps() {
    return stepper().steps();
  }

  /**
   * Runs all steps and waits for the asynchronous ones, as {@link Stepper#run} does.
   *
   * @throws StepperException EMPTY_STEPPER when there is no step yet
   */
  public R run(T argument) {
    return typed(stepper().run(argument));
  }

  /** Runs all steps without waiting, as {@link Stepper#runAsync} does. */
  public CompletionStage<R> runAsync(T argument) {
    CompletableFuture<R> done = new CompletableFuture<>();
    var unused =
        stepper()
            .runAsync(argument)
            .whenComplete(
                (result, thrown) -> {
                  if (thrown != null) {
                    done.completeExceptionally(thrown);
                    return;
                  }
                  try {
                    done.complete(typed(result));
                  } catch (StepperException e) {
                    done.completeExceptionally(e);
                  }
                });
    return done;
  }

  private Stepper stepper() {
    Stepper known = stepper;
    if (known == null) {
      known = Stepper.of(Steps.unchecked(List.copyOf(collect())));
      stepper = known;
    }
    return known;
  }

  private Deque<Step> collect() {
    Deque<Step> all = new ArrayDeque<>(size);
    for (Chain<T, ?> at = this; at != null && at.last != null; at = at.before) {
      all.addFirst(at.last);
    }
    return all;
  }

  private Parameter<R> value() {
    return Parameter.of("value", type);
  }

  @SuppressWarnings("unchecked") // the slot lets only its type through
  private R typed(@Nullable Object result) {
    Object fit = slot.fit(result);
    if (fit == null) {
      throw new StepperException(
          CONSISTENCY_STEPS,
          "%s is to give %s, but gave %s"
              .formatted(
                  last == null ? "the chain" : Place.of(last, size - 1).text(),
                  slot.type(),
                  Slot.typeOf(result)));
    }
    return (R) fit;
  }
}
