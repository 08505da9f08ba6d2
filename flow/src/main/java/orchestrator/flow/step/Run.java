package orchestrator.flow.step;

import static orchestrator.flow.error.FlowError.NO_DATA_FOR_EXECUTION_STEP;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import orchestrator.flow.error.StepperException;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one run of a stepper. Only one thread at a time works on it: the caller's, then each
 * one that completes a stage the run waits for. Bodies of choices and loops are frames of its own,
 * so that neither many steps nor many rounds fill the stack of a thread.
 */
final class Run {
  private final Empty empty;
  private final boolean skipIfEmpty;
  private final CompletableFuture<@Nullable Object> done = new CompletableFuture<>();

  private @Nullable Frame frame;
  private @Nullable Object data;
  private @Nullable Object result;
  private volatile @Nullable Throwable failure;

  Run(Steps steps, Empty empty, boolean skipIfEmpty, @Nullable Object data) {
    this.empty = empty;
    this.skipIfEmpty = skipIfEmpty;
    this.data = data;
    this.frame = new Frame(steps, "", null, null);
  }

  /** Where a run is in a list of steps. */
  private static final class Frame {
    final Steps steps;
    final String label;
    final @Nullable LoopStep loop;
    final @Nullable Frame outer;
    int next;
    int rounds;

    Frame(Steps steps, String label, @Nullable LoopStep loop, @Nullable Frame outer) {
      this.steps = steps;
      this.label = label;
      this.loop = loop;
      this.outer = outer;
    }
  }

  /** Completes when the last step is done or one has failed. */
  CompletableFuture<@Nullable Object> done() {
    return done;
  }

  /** What it failed with, as it was thrown; asked when it is done. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** What the next step works on: the last result that was not empty. */
  @Nullable Object data() {
    return data;
  }

  /** The step at work. */
  Place place() {
    Frame at = frame;
    if (at == null) {
      throw new IllegalStateException("the run is over");
    }
    Place place = Place.of(at.steps.get(at.next - 1), at.next - 1);
    for (Frame outer = at.outer; outer != null; outer = outer.outer) {
      String label = at.label;
      place = place.in(() -> label).in(Place.of(outer.steps.get(outer.next - 1), outer.next - 1));
      at = outer;
    }
    return place;
  }

  /** Takes what the step at work gave. */
  void accept(@Nullable Object given) {
    result = given;
    if (!empty.test(given)) {
      data = given;
    } else if (!skipIfEmpty) {
      throw new StepperException(
          NO_DATA_FOR_EXECUTION_STEP, place().text() + " gave nothing to go on with");
    }
  }

  /** Gives on what it got. */
  void keep() {
    result = data;
  }

  void enter(Steps body, String label) {
    frame = new Frame(body, label, null, frame);
  }

  void enter(Steps body, String label, LoopStep loop) {
    frame = new Frame(body, label, loop, frame);
  }

  /**
   * Takes what a stage gives, now if it is there, else later.
   *
   * @return false when the run goes on later
   */
  boolean await(CompletionStage<?> stage) throws Throwable {
    Arrival arrival = new Arrival();
    var unused = stage.whenComplete(arrival);
    if (!arrival.isSecond()) {
      return false;
    }
    arrival.take();
    return true;
  }

  /** Works until the end, or until a stage is not complete. */
  void advance() {
    advance(null);
  }

  private void advance(@Nullable Arrival arrival) {
    try {
      if (arrival != null) {
        arrival.take();
      }
      for (Frame at = frame; at != null; at = frame) {
        if (at.next == at.steps.size()) {
          leave(at);
        } else if (!at.steps.get(at.next++).go(this)) {
          return;
        }
      }
    } catch (Throwable e) {
      failure = e;
      done.completeExceptionally(e);
      return;
    }
    done.complete(result);
  }

  private void leave(Frame at) {
    frame = at.outer;
    at.rounds++;
    if (at.loop != null && at.loop.again(this, at.rounds)) {
      at.next = 0;
      frame = at;
    }
  }

  /** Where a stage and the run that waits for it meet; the second of them goes on. */
  private final class Arrival implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final AtomicBoolean one = new AtomicBoolean();
    private @Nullable Object value;
    private @Nullable Throwable failure;

    @Override
    public void accept(@Nullable Object given, @Nullable Throwable thrown) {
      value = given;
      failure = thrown;
      if (isSecond()) {
        advance(this);
      }
    }

    boolean isSecond() {
      return !one.compareAndSet(false, true);
    }

    void take() throws Throwable {
      if (failure == null) {
        Run.this.accept(value);
      } else if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
        throw wrapped.getCause();
      } else {
        throw failure;
      }
    }
  }
}
