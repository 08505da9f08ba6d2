package orchestrator.e2e.harness;

import java.time.Duration;

/** Bounds a loop that looks again and again for something that has to come. */
public final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final long end;

  /** Begins to wait, at most for {@code limit}. */
  public Waiting(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** Whether the limit has passed. */
  public boolean isOver() {
    return System.nanoTime() - end > 0;
  }

  /** Lets a moment pass before the next look. */
  public void pause() throws InterruptedException {
    Thread.sleep(PAUSE.toMillis());
  }
}
