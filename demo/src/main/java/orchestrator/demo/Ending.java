package orchestrator.demo;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Ends what a run has begun, last made first: at the end of the run, and, as far as it would
 * outlive the process, also when a signal or {@link System#exit} ends that.
 */
final class Ending implements AutoCloseable {
  private final Deque<Runnable> gracefully = new ConcurrentLinkedDeque<>();
  private final Deque<Runnable> always = new ConcurrentLinkedDeque<>();
  private volatile boolean exiting;

  Ending() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::exit, "demo ending"));
  }

  /** To be ended at the end of the run; an exit need not wait for it. */
  void add(Runnable end) {
    gracefully.push(end);
  }

  /** To be ended in every case: a process, a folder, the state of the terminal. */
  void addAlways(Runnable end) {
    always.push(end);
  }

  /** Whether the process ends already, so that what fails now fails by that. */
  boolean isExiting() {
    return exiting;
  }

  @Override
  public void close() {
    runAll(gracefully);
    runAlways();
  }

  private void exit() {
    exiting = true;
    runAlways();
  }

  /**
   * One after the other, also when an exit comes in the middle of the run's own end: the process is
   * gone with the hook's last step, and must not take a step of the other thread with it.
   */
  private void runAlways() {
    synchronized (always) {
      runAll(always);
    }
  }

  /** Each end comes only once, whoever asks first, and one that fails keeps none from coming. */
  private static void runAll(Deque<Runnable> ends) {
    Runnable next = ends.poll();
    if (next != null) {
      try {
        next.run();
      } finally {
        runAll(ends);
      }
    }
  }
}
