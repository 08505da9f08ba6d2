package orchestrator.scenario.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Does what was decided last, later, and nothing that was decided before it. */
final class NextStep {
  private final Timeline timeline;
  private final Object lock;
  private Optional<Timeline.Timer> timer = Optional.empty();

  /** Counts what was decided. */
  private long decision;

  /**
   * Has nothing to do yet.
   *
   * @param lock held by whoever decides, and while a step is done
   */
  NextStep(Timeline timeline, Object lock) {
    this.timeline = timeline;
    this.lock = lock;
  }

  /** Does nothing of what was decided. */
  void none() {
    timer.ifPresent(Timeline.Timer::cancel);
    decision++;
  }

  /** Does a step after a pause. */
  void after(Duration pause, Runnable step) {
    Runnable decided = decided(step);
    timer = Optional.of(timeline.at(timeline.now() + pause.toNanos(), decided));
  }

  /** Does a step when something has ended, in whatever way. */
  void when(CompletionStage<Void> ended, Runnable step) {
    Runnable decided = decided(step);
    ended.whenComplete((nothing, failure) -> timeline.execute(decided));
  }

  private Runnable decided(Runnable step) {
    none();
    long number = decision;
    return () -> {
      synchronized (lock) {
        if (number == decision) {
          step.run();
        }
      }
    };
  }
}
