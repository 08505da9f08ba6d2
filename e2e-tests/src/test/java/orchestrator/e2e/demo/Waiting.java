package orchestrator.e2e.demo;

import java.time.Duration;

/** Looking again and again for something that has to come. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final long end;

  /** Begins to wait, at most for {@code limit}. */
  Waiting(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** Whether the limit has passed. */
  boolean isOver() {
    return System.nanoTime() - end > 0;
  }

  /** Lets a moment pass before the next look. */
  void pause() throws InterruptedException {
    Thread.sleep(PAUSE.toMillis());
  }
}
