package orchestrator.server.reload;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import orchestrator.server.metrics.ReloadMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all watched files again and again, in one thread of its own. */
public final class Reloads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
  private static final Duration CHORES = Duration.ofMinutes(1);

  private final Duration interval;
  private final ReloadMetrics metrics;
  private final List<Watched<?>> watched = new CopyOnWriteArrayList<>();
  private final List<Runnable> chores = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "reload");

  /**
   * Does nothing until it is started.
   *
   * @param interval between two looks; zero for never
   */
  public Reloads(Duration interval, ReloadMetrics metrics) {
    this.interval = interval;
    this.metrics = metrics;
    thread.setDaemon(true);
  }

  /**
   * Reads a value from its files now, and follows them from the start on.
   *
   * @param what names the files in log and metrics, such as {@code --channel-config FILE}
   * @param read makes the value of them; values are compared with {@code equals}; it says in an
   *     exception's message, one sentence, why it cannot
   * @param use gets each later value before others see it; when it throws, the old one stays
   */
  public <T> Watched<T> watch(String what, Supplier<T> read, Consumer<T> use) {
    Watched<T> value = new Watched<>(what, read, use, System::currentTimeMillis);
    if (!interval.isZero()) {
      watched.add(value);
      metrics.watch(what, value::taken, value::isInUse);
    }
    return value;
  }

  /** Runs a small task at the start and about once a minute, also where files are not followed. */
  public void everyMinute(Runnable chore) {
    chores.add(chore);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  private void run() {
    Duration pause = interval.isZero() || interval.compareTo(CHORES) > 0 ? CHORES : interval;
    long nextLook = System.nanoTime();
    long nextChores = nextLook;
    try {
      do {
        long now = System.nanoTime();
        if (now - nextLook >= 0) {
          nextLook = now + interval.toNanos();
          watched.forEach(value -> safely(value::look));
        }
        if (now - nextChores >= 0) {
          nextChores = now + CHORES.toNanos();
          chores.forEach(Reloads::safely);
        }
      } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that fails must not keep the others, and the later ones, from running. */
  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a look at changed files failed", e);
    }
  }

  /** Looks no more. A look that hangs on a file system is not waited for. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
