package orchestrator.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be ended, last made first: at the end of the run, and, as far as it would outlive the
 * process, also when a signal ends that.
 */
final class Ending implements AutoCloseable {

  private final Deque<Runnable> gracefully = new ArrayDeque<>();
  private final Deque<Runnable> always = new ArrayDeque<>();
  private final Thread hook = new Thread(() -> runAll(always), "demo ending");

  Ending() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** To be ended at the end of the run; a signal need not wait for it. */
  synchronized void add(Runnable end) {
    gracefully.push(end);
  }

  /** To be ended in every case: a process, a folder, the state of the terminal. */
  synchronized void addAlways(Runnable end) {
    always.push(end);
  }

  @Override
  public void close() {
    runAll(gracefully);
    runAll(always);
  }

  /** Each end comes only once, whoever asks first, and one that fails keeps none from coming. */
  private void runAll(Deque<Runnable> ends) {
    RuntimeException failed = null;
    while (true) {
      Runnable next;
      synchronized (this) {
        next = ends.poll();
      }
      if (next == null) {
        break;
      }
      try {
        next.run();
      } catch (RuntimeException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
