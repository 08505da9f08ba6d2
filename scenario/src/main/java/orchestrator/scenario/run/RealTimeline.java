package orchestrator.scenario.run;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes with the machine's clock. */
public final class RealTimeline implements Timeline {
  private static final Logger LOG = LoggerFactory.getLogger(RealTimeline.class);

  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, named("scenario-timer"));

  /** A thread for each node that is just at work, so that none that hangs keeps others waiting. */
  private final ExecutorService threads = Executors.newCachedThreadPool(named("scenario"));

  /** Starts its threads when they are needed. */
  public RealTimeline() {
    timers.setRemoveOnCancelPolicy(true);
  }

  private static ThreadFactory named(String name) {
    return new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build();
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Timer at(long time, Runnable task) {
    try {
      var timer =
          timers.schedule(() -> execute(task), time - System.nanoTime(), TimeUnit.NANOSECONDS);
      return () -> timer.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  @Override
  public void execute(Runnable task) {
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } catch (Throwable e) {
              // Also when memory is short, nothing ends without a word.
              LOG.error("a part of a scenario has failed", e);
            }
          });
    } catch (RejectedExecutionException closed) {
      LOG.debug("closed, so nothing begins any more");
    } catch (OutOfMemoryError e) {
      LOG.error("there is no thread for a part of a scenario, which is begun in a second", e);
      Timer unused = at(now() + TimeUnit.SECONDS.toNanos(1), task);
    }
  }

  @Override
  public void close() {
    timers.shutdownNow();
    threads.shutdownNow();
  }
}
