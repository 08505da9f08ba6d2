package orchestrator.server;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The server's threads: some for calls, and some for the writers, which wait for the disk. */
final class Threads implements AutoCloseable {
  private static final int MAX_WRITERS = 16;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ThreadPoolExecutor calls;
  private final ThreadPoolExecutor writers;

  /** Threads for a number of channels. */
  Threads(int channels) {
    calls = pool("call", Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    writers = pool("writer", Math.max(1, Math.min(channels, MAX_WRITERS)));
  }

  private static ThreadPoolExecutor pool(String name, int size) {
    AtomicInteger started = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE.toNanos(),
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + started.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Runs what calls and event streams do; nothing of it waits for a commit. */
  Executor calls() {
    return calls;
  }

  /** Runs the channels' writers. */
  Executor writers() {
    return writers;
  }

  @Override
  public void close() {
    calls.shutdown();
    writers.shutdown();
  }
}
