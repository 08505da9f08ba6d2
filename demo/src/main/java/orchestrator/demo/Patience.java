package orchestrator.demo;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits, but not for ever.
 *
 * @param limit how long nothing may move
 */
record Patience(Duration limit) {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Waits for a state; each change of the state renews the patience.
   *
   * @param stall tells in a sentence what a state waits for
   * @throws StudyFailedException when nothing changes for too long
   */
  <T> void await(Supplier<T> state, Predicate<T> isOver, Function<T, String> stall) {
    @Nullable T before = null;
    long since = System.nanoTime();
    for (T now = state.get(); !isOver.test(now); now = state.get()) {
      if (!Objects.equals(now, before)) {
        before = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > limit.toNanos()) {
        throw new StudyFailedException(
            "Nothing moved for %d s: %s".formatted(limit.toSeconds(), stall.apply(now)));
      }
      pause();
    }
  }

  /** Waits a moment before looking again. */
  void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StudyFailedException("interrupted");
    }
  }
}
