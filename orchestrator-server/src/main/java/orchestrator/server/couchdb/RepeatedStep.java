package orchestrator.server.couchdb;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does the same step again and again on a thread of its own, with pauses. */
final class RepeatedStep {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Supplier<Duration> step;
  private final Consumer<Throwable> failed;
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * Does nothing before it is started.
   *
   * @param name of the thread
   * @param step tells after what pause it is to be done again
   * @param failed is told when a step fails; the pauses become longer then
   */
  RepeatedStep(String name, Supplier<Duration> step, Consumer<Throwable> failed) {
    this.step = step;
    this.failed = failed;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Duration failurePause = SHORTEST_PAUSE;
    while (!stopped) {
      Duration pause;
      try {
        pause = step.get();
        failurePause = SHORTEST_PAUSE;
      } catch (RuntimeException | Error e) {
        pause = failurePause;
        Duration longer = failurePause.multipliedBy(2);
        failurePause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        if (!stopped) {
          failed.accept(e);
        }
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  boolean isStopped() {
    return stopped;
  }

  /** Begins no step any more, and waits for the one that runs until a deadline. */
  void stop(long deadline) {
    stopped = true;
    LockSupport.unpark(thread);
    join(thread, deadline);
  }

  /** Waits for the end of a thread until a deadline of {@link System#nanoTime}. */
  static void join(Thread thread, long deadline) {
    try {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
