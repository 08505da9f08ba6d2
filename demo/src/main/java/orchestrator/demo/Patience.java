package orchestrator.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Waiting that ends.
 *
 * @param limit how long nothing may move
 */
record Patience(Duration limit) {

  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Waits until nobody is awaited any more; each one who comes renews the patience.
   *
   * @param awaited those who are still awaited
   * @param what what they are to do, as a sentence goes on
   * @throws StudyFailedException when nobody comes for too long
   */
  void await(Supplier<? extends Collection<String>> awaited, String what) {
    int before = Integer.MAX_VALUE;
    long since = System.nanoTime();
    Collection<String> left = awaited.get();
    while (!left.isEmpty()) {
      if (left.size() < before) {
        before = left.size();
        since = System.nanoTime();
      } else if (isSpent(since)) {
        throw new StudyFailedException(
            "Nothing moved for %d s: %s %s."
                .formatted(limit.toSeconds(), String.join(", ", left), what));
      }
      pause();
      left = awaited.get();
    }
  }

  /** Whether the limit has passed since then, by {@link System#nanoTime}. */
  boolean isSpent(long since) {
    return System.nanoTime() - since > limit.toNanos();
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
