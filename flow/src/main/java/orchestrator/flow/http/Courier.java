package orchestrator.flow.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import orchestrator.flow.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to their receivers: tries again with growing waits while one is not there, and
 * asks what became of a message that was taken until it is done.
 */
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int MOST_AT_ONE_PEER = 200;
  private static final Duration LONGEST_POST = Duration.ofSeconds(15);
  private static final Duration LONGEST_AFTER = Duration.ofMinutes(1);

  /** Is told what becomes of one message. */
  interface Watch {
    /** Whether it is to be brought there still. */
    boolean isWanted();

    /** The receiver has it, but may lose it yet. */
    void taken();

    /** The receiver is done with it, or nobody wants it any more. */
    void done();

    /**
     * The message is given up.
     *
     * @param isRefused whether the receiver does not want it, and not only was away
     */
    void gaveUp(String reason, boolean isRefused);
  }

  private final Post post;
  private final Retry backoff;
  private final Retry asking;
  private final Duration patience;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  Courier(Settings settings) {
    this.post = new Post(settings);
    this.backoff = settings.backoff();
    this.asking = settings.asking();
    this.patience = settings.patience();
    this.timer = new ScheduledThreadPoolExecutor(1, Threads.named("flow-courier"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Brings a message to its receiver. */
  void send(Letter letter, Watch watch) {
    new Delivery(letter, watch).attempt();
  }

  /** Does something later, unless this is closed before. */
  void later(Runnable task, Duration wait) {
    try {
      var unusedTimer = timer.schedule(task, wait.toMillis(), MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed, so that nothing is done later");
    }
  }

  /** Is one message on its way; it has one request at most under way. */
  private final class Delivery {
    private final Letter letter;
    private final Watch watch;
    private final Lane lane;
    private volatile long reachedAt = System.nanoTime();
    private volatile int failed;
    private volatile int asked;

    Delivery(Letter letter, Watch watch) {
      this.letter = letter;
      this.watch = watch;
      this.lane = lanes.computeIfAbsent(peer(letter.to()), peer -> new Lane());
    }

    private static String peer(URI to) {
      return to.getScheme() + "://" + to.getAuthority();
    }

    void attempt() {
      lane.enter(
          () -> {
            if (!watch.isWanted()) {
              lane.leave();
              watch.done();
              return;
            }
            var unusedFuture =
                post.send(letter)
                    // Whatever becomes of the request, the message does not.
                    .completeOnTimeout(Post.Reply.NONE, LONGEST_POST.toMillis(), MILLISECONDS)
                    .thenAccept(
                        reply -> {
                          lane.leave();
                          settle(reply);
                        })
                    .exceptionally(
                        e -> {
                          LOG.error("the message {} is stuck", letter.hop(), e);
                          return null;
                        });
          });
    }

    private void settle(Post.Reply reply) {
      if (reply.isDone()) {
        watch.done();
      } else if (reply.isTaken()) {
        reachedAt = System.nanoTime();
        failed = 0;
        asked = Math.min(asked + 1, asking.tries());
        watch.taken();
        again(asking.delay(asked), reply.after());
      } else if (!reply.isToBeTriedAgain()) {
        gaveUp("%s refuses it: %s".formatted(letter.to(), reply.detail()), true);
      } else if (System.nanoTime() - reachedAt > patience.toNanos()) {
        gaveUp("%s cannot be reached: %s".formatted(letter.to(), reply.detail()), false);
      } else {
        failed = Math.min(failed + 1, backoff.tries());
        LOG.debug("{} waits for {}: {}", letter.hop(), letter.to(), reply.detail());
        again(backoff.delay(failed), reply.after());
      }
    }

    private void gaveUp(String reason, boolean isRefused) {
      LOG.warn("the message {} is given up: {}", letter.hop(), reason);
      watch.gaveUp(reason, isRefused);
    }

    /** Not all at the same moment, when many wait for one peer. */
    private void again(Duration wait, Duration asWished) {
      Duration wished = asWished.compareTo(LONGEST_AFTER) < 0 ? asWished : LONGEST_AFTER;
      Duration longer = wait.compareTo(wished) < 0 ? wished : wait;
      long spread = ThreadLocalRandom.current().nextLong(longer.toMillis() / 5 + 1);
      later(this::attempt, longer.plusMillis(spread));
    }
  }

  /** Bounds how many requests are under way to one peer; the others wait in their order. */
  private final class Lane {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free = MOST_AT_ONE_PEER;

    void enter(Runnable task) {
      synchronized (this) {
        if (free == 0) {
          waiting.add(task);
          return;
        }
        free--;
      }
      task.run();
    }

    void leave() {
      Runnable next;
      synchronized (this) {
        next = waiting.poll();
        if (next == null) {
          free++;
          return;
        }
      }
      // From here, so that a long queue makes no deep stack.
      later(next, Duration.ZERO);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    post.close();
  }
}
