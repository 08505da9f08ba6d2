package orchestrator.server.ledger;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import orchestrator.server.call.FairPool;
import orchestrator.server.call.QueueLimit;

/**
 * Runs the reading of old blocks for subscribers in a few threads, however many subscribers wait.
 */
final class ReplayPool implements AutoCloseable {
  private static final int THREADS = 16;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final ScheduledThreadPoolExecutor pool;
  private final FairPool turns;

  ReplayPool() {
    pool =
        new ScheduledThreadPoolExecutor(
            THREADS,
            new ThreadFactoryBuilder().setNameFormat("replay-%d").setDaemon(true).build(),
            // What comes after the end is not done: the subscribers have been told of the end.
            new ThreadPoolExecutor.DiscardPolicy());
    pool.setKeepAliveTime(IDLE.toNanos(), TimeUnit.NANOSECONDS);
    pool.allowCoreThreadTimeOut(true);
    turns = new FairPool(QueueLimit.NONE, THREADS, pool);
  }

  /** Runs a task as soon as a thread is free, and it is the organization's turn. */
  Executor of(String organization) {
    return turns.of(organization);
  }

  /** Runs a task after a pause, in which it takes no thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // The tasks tell their subscribers what they throw.
  Executor after(Duration pause, String organization) {
    return task ->
        pool.schedule(() -> of(organization).execute(task), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs nothing any more, and interrupts what runs. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
