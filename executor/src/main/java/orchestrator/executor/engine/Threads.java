package orchestrator.executor.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Holds the threads of an executor. None is held by a node that sleeps or waits.
 *
 * @param timers one thread, for what is due later; what it does must not block
 * @param blocking for what blocks for a short while: as many as there are works that do
 * @param tellers two threads in which callers learn of outcomes
 */
public record Threads(
    ScheduledThreadPoolExecutor timers, ExecutorService blocking, ExecutorService tellers)
    implements AutoCloseable {
  private static final int TELLERS = 2;
  private static final long IDLE_SECONDS = 10;

  /** Threads that are named after an executor, and end with the process. */
  public static Threads of(String name) {
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(1, named("executor-" + name + "-timer"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    ThreadPoolExecutor tellers =
        new ThreadPoolExecutor(
            TELLERS,
            TELLERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("executor-" + name + "-outcome"));
    tellers.allowCoreThreadTimeOut(true);
    return new Threads(
        timers, Executors.newCachedThreadPool(named("executor-" + name + "-work")), tellers);
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Ends those that have nothing to do any more; what was begun is done. */
  @Override
  public void close() {
    timers.shutdown();
    blocking.shutdown();
    tellers.shutdown();
  }
}
