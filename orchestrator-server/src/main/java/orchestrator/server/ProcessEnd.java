package orchestrator.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import orchestrator.server.logging.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process with code 0 after a signal: when everything is closed, or when the grace is over
 * and something still is not.
 */
public final class ProcessEnd {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);

  /** What closing may take however short the grace is. */
  private static final Duration LEAST = Duration.ofMillis(500);

  /** How long a start that is nearly done is waited for; nobody is served yet. */
  private static final Duration STARTING = Duration.ofMillis(500);

  /** What the last line of the log may take; whoever reads it may have stopped to. */
  private static final Duration SAYING = Duration.ofMillis(200);

  private final Duration grace;
  private final IntConsumer halt;
  private final Thread hook = new Thread(this::end, "shutdown");
  private final CountDownLatch never = new CountDownLatch(1);
  // Held while something starts: what is half open cannot be closed.
  private final ReentrantLock starting = new ReentrantLock();
  private Optional<AutoCloseable> running = Optional.empty();
  private final AtomicBoolean halted = new AtomicBoolean();
  private volatile boolean ending;

  ProcessEnd(Duration grace, IntConsumer halt) {
    this.grace = grace;
    this.halt = halt;
  }

  /**
   * From now on SIGTERM and SIGINT end the process.
   *
   * @param grace how long the closing may then take. Storages bear that they are cut, and so a
   *     start that is under way is
   */
  public static ProcessEnd afterSignals(Duration grace) {
    // A JVM that a signal ends exits with 128 and more unless it is halted.
    ProcessEnd end = new ProcessEnd(grace, Runtime.getRuntime()::halt);
    try {
      Runtime.getRuntime().addShutdownHook(end.hook);
    } catch (IllegalStateException e) {
      end.ending = true;
    }
    return end;
  }

  /** Starts what is to be closed at the end. Does not return when the end has come meanwhile. */
  public <T extends AutoCloseable> T start(Supplier<T> start) throws InterruptedException {
    starting.lock();
    try {
      if (!ending) {
        T started = start.get();
        running = Optional.of(started);
        if (!ending) {
          return started;
        }
      }
    } catch (RuntimeException e) {
      withoutHook();
      throw e;
    } finally {
      starting.unlock();
    }
    never.await();
    throw new IllegalStateException("the process has ended");
  }

  /** A start that failed ends the process with the code of that. */
  private void withoutHook() {
    if (!ending) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.debug("a signal came while the start failed", e);
      }
    }
  }

  /** Waits for the end, which comes while this waits. */
  public int await() throws InterruptedException {
    never.await();
    return 0;
  }

  /** What a signal leads to. */
  void end() {
    ending = true;
    Thread closing = Thread.currentThread();
    Thread watchdog = new Thread(() -> haltAfterGrace(closing), "end-of-grace");
    watchdog.setDaemon(true);
    watchdog.start();
    int code = 0;
    try {
      long wait = Math.min(STARTING.toNanos(), grace.toNanos());
      if (!starting.tryLock(wait, TimeUnit.NANOSECONDS)) {
        LOG.info("the process ends before the server has started");
      } else if (running.isPresent()) {
        running.get().close();
      }
    } catch (Exception e) {
      LOG.error("the server could not be closed", e);
      code = 1;
    }
    Logging.end();
    haltOnce(code);
  }

  private void haltAfterGrace(Thread closing) {
    try {
      Thread.sleep(Math.max(LEAST.toMillis(), grace.minus(SAYING).toMillis()));
      Thread last = new Thread(() -> sayWhatHangs(closing), "last-words");
      last.setDaemon(true);
      if (!halted.get()) {
        last.start();
        last.join(SAYING.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    haltOnce(0);
  }

  private static void sayWhatHangs(Thread closing) {
    String place =
        Arrays.stream(closing.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("orchestrator."))
            .findFirst()
            .map(StackTraceElement::toString)
            .orElse("nothing of the server's own");
    LOG.warn("the grace is over: the process ends without waiting any longer for {}", place);
    Logging.end();
  }

  private void haltOnce(int code) {
    if (halted.compareAndSet(false, true)) {
      halt.accept(code);
    }
  }
}
