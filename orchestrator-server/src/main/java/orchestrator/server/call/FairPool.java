package orchestrator.server.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of organizations on threads that they share: the organizations in turn, and none
 * on more than half of the threads, so that one that asks for much leaves threads to the others.
 *
 * <p>Tasks that calculate need processors too: where all threads of one organization keep them all
 * busy, the threads that are left help nobody. So an organization gets fewer threads, its share,
 * while others have tasks as well, and for some seconds after.
 *
 * <p>What waits is bounded as in every {@link CallQueue}. Has no thread: it gives its executor so
 * many tasks as there are to be threads.
 */
public final class FairPool implements OrganizationExecutors {
  private static final Logger LOG = LoggerFactory.getLogger(FairPool.class);

  /** How long a share is kept: one that asks now and then is to find a processor too. */
  private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(5);

  private record Task(String organization, int bytes, Runnable work) implements CallQueue.Entry {}

  private final CallQueue<Task> queue;
  private final int most;
  private final int half;
  private final int share;
  private final Executor threads;
  private final LongSupplier nanos;
  private final Map<String, Integer> running = new HashMap<>();
  private int runners;
  private Optional<String> latest = Optional.empty();
  private OptionalLong shared = OptionalLong.empty();

  /**
   * A pool in which nothing waits, for tasks that leave the processors idle for the most part.
   *
   * @param most tasks that run at the same time
   * @param threads runs them; must not make them wait for one another
   */
  public FairPool(QueueLimit limit, int most, Executor threads) {
    this(limit, most, most, threads, System::nanoTime);
  }

  /**
   * A pool in which nothing waits.
   *
   * @param most tasks that run at the same time
   * @param share how many of them may be one organization's while others have tasks as well
   * @param threads runs them; must not make them wait for one another
   * @param nanos a clock in nanoseconds
   */
  public FairPool(QueueLimit limit, int most, int share, Executor threads, LongSupplier nanos) {
    this.queue = new CallQueue<>(limit);
    this.most = most;
    this.half = Math.max(1, most / 2);
    this.share = Math.min(half, share);
    this.threads = threads;
    this.nanos = nanos;
  }

  /**
   * Runs a task when it is the organization's turn.
   *
   * @param bytes what it holds in memory meanwhile
   * @throws RejectedExecutionException when too much waits
   */
  public void execute(String organization, int bytes, Runnable work) {
    boolean begins;
    synchronized (this) {
      if (queue.offer(new Task(organization, bytes, work)) != CallQueue.Offer.TAKEN) {
        throw new RejectedExecutionException("too much waits");
      }
      noteCaller(organization);
      // Where the organization has its share, one of its own runners comes to the task.
      begins = runners < most && hasRoom(organization);
      if (begins) {
        runners++;
      }
    }
    if (begins) {
      threads.execute(this::run);
    }
  }

  @Override
  public Executor of(String organization) {
    return task -> execute(organization, 0, task);
  }

  private void run() {
    for (Optional<Task> next = next(); next.isPresent(); next = next()) {
      try {
        next.get().work().run();
      } catch (RuntimeException e) {
        LOG.error("a task failed", e);
      } catch (Error e) {
        runnerEnded();
        throw e;
      } finally {
        ended(next.get().organization());
      }
    }
  }

  private synchronized void runnerEnded() {
    runners--;
  }

  /** The next task; when there is none, this runner has ended, and a task that comes begins one. */
  private synchronized Optional<Task> next() {
    Optional<Task> next = queue.poll(this::hasRoom);
    if (next.isPresent()) {
      running.merge(next.get().organization(), 1, Integer::sum);
    } else {
      runners--;
    }
    return next;
  }

  private synchronized void ended(String organization) {
    running.merge(organization, -1, (before, less) -> before == 1 ? null : before + less);
  }

  private void noteCaller(String organization) {
    if (latest.isPresent() && !latest.get().equals(organization)) {
      shared = OptionalLong.of(nanos.getAsLong());
    }
    latest = Optional.of(organization);
  }

  private boolean hasRoom(String organization) {
    return running.getOrDefault(organization, 0) < (isShared() ? share : half);
  }

  private boolean isShared() {
    return shared.isPresent() && nanos.getAsLong() - shared.getAsLong() < SHARED_NANOS;
  }
}
