package orchestrator.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What has to be ended, last made first: at the end of the run, and, as far as it would outlive the
 * process, also when a signal ends that.
 */
final class Ending implements AutoCloseable {

  private final Deque<Runnable> gracefully = new ArrayDeque<>();
  private final Deque<Runnable> always = new ArrayDeque<>();
  private final Thread hook = new Thread(this::endBySignal, "demo ending");
  private final Thread run = Thread.currentThread();
  private Optional<String> reason = Optional.empty();
  private boolean closing;
  private volatile boolean signalled;

  /** For the run of the current thread. */
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

  /** Whether a signal ends the process, so that what fails now fails by that. */
  boolean isSignalled() {
    return signalled;
  }

  /**
   * Ends the run from outside, since it cannot go on: whatever it waits for is interrupted, and
   * nothing is ended gracefully any more.
   *
   * @param why what people are told instead of what the run then fails by
   */
  synchronized void abort(String why) {
    if (!closing && reason.isEmpty()) {
      reason = Optional.of(why);
      gracefully.clear();
      run.interrupt();
    }
  }

  /** Why the run was aborted; empty when it was not. */
  synchronized Optional<String> abortedBy() {
    return reason;
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      if (reason.isPresent()) {
        // It has done its work, and would only hurry what is ended now.
        Thread.interrupted();
      }
    }
    runAll(gracefully);
    runAlways();
  }

  private void endBySignal() {
    signalled = true;
    runAlways();
  }

  /**
   * One after the other, also when a signal comes in the middle of the run's own end: the process
   * is gone with the hook's last step, and must not take a step of the other thread with it.
   */
  private void runAlways() {
    synchronized (always) {
      runAll(always);
    }
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
