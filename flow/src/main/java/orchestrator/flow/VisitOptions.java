package orchestrator.flow;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what holds for a block at one position of a flow only.
 *
 * <pre>{@code
 * flow.then(
 *     reserve,
 *     visit -> visit.retry(Retry.times(3)).timeout(Duration.ofSeconds(5)).undoneBy(release))
 * }</pre>
 *
 * @param <A> what the block takes
 * @param <B> what its service gives
 */
public final class VisitOptions<A, B> {
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Block<A, B> block;
  private Handlers handlers = Handlers.NONE;
  private @Nullable Retry retry;
  private @Nullable Duration timeout;
  private @Nullable Visit undo;

  VisitOptions(Block<A, B> block) {
    this.block = block;
  }

  /** A pre-handler in place of the block's own, as {@link Block#before} says. */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> before(Function<Message<A>, @Nullable Message<A>> handler) {
    handlers = handlers.before(handler);
    return this;
  }

  /** An asynchronous pre-handler in place of the block's own. */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> beforeAsync(
      Function<Message<A>, ? extends CompletionStage<? extends @Nullable Message<A>>> handler) {
    handlers = handlers.beforeAsync(handler);
    return this;
  }

  /** A post-handler in place of the block's own, as {@link Block#after} says. */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> after(Block.After handler) {
    handlers = handlers.after(handler);
    return this;
  }

  /** An asynchronous post-handler in place of the block's own. */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> afterAsync(Block.AsyncAfter handler) {
    handlers = handlers.afterAsync(handler);
    return this;
  }

  /** Runs no post-handler when the sending gives nothing. */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> afterOnlyWithMessage() {
    handlers = handlers.onlyWithMessage();
    return this;
  }

  /** Lets the service try more than once before the visit fails; once unless said here. */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> retry(Retry retry) {
    this.retry = retry;
    return this;
  }

  /**
   * Lets the visit fail when its answer has not come after so long, all tries together; an answer
   * that comes later changes nothing. Without it, an answer may take as long as it likes.
   *
   * @param timeout at least a millisecond, at most a year
   */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> timeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a time-out must be at least a millisecond and at most a year, not " + timeout);
    }
    this.timeout = timeout;
    return this;
  }

  /**
   * Undoes the visit when the run fails later on: the block gets what the visit gave. Visits are
   * undone one after the other, the last one first.
   */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> undoneBy(Block<? super B, ?> compensation) {
    return undoneBy(compensation, Retry.times(1));
  }

  /** Undoes the visit, with so many tries; an undoing that fails is told with the run's failure. */
  @CanIgnoreReturnValue
  public VisitOptions<A, B> undoneBy(Block<? super B, ?> compensation, Retry tries) {
    undo =
        new Visit(
            Visit.UNDO + block.name(),
            compensation,
            compensation.handlers(),
            tries.tries() == 1 ? null : tries,
            null,
            null);
    return this;
  }

  Visit visit() {
    return new Visit(block.name(), block, handlers.or(block.handlers()), retry, timeout, undo);
  }
}
