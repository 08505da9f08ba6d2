package orchestrator.server;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import orchestrator.server.call.FairPool;
import orchestrator.server.call.OrganizationExecutors;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.config.Settings;
import orchestrator.server.engine.EngineProvider;

/**
 * Holds the server's threads, in pools of their own, so that one kind of work does not hold up
 * another.
 */
final class Threads implements AutoCloseable {
  private static final int WAITING_CALLS = 4096;
  private static final int MAX_WRITERS = 16;

  /** Where reads wait for other machines, it is those that bound how many run. */
  private static final int WAITING_READERS = 128;

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ThreadPoolExecutor callers;
  private final FairPool calls;
  private final ThreadPoolExecutor streams;
  private final FairPool senders;
  private final ThreadPoolExecutor writers;

  /** Threads for a server with these settings. */
  static Threads of(Settings settings, EngineProvider engine) {
    int processors = Runtime.getRuntime().availableProcessors();
    return engine.readsWait()
        ? new Threads(settings, WAITING_READERS, WAITING_READERS)
        : new Threads(settings, Math.max(4, 2 * processors), Math.max(1, processors / 2));
  }

  private Threads(Settings settings, int readers, int share) {
    int channels = settings.channels().channels().size();
    int sending = Math.max(2, Runtime.getRuntime().availableProcessors());
    callers = pool("call", readers, new LinkedBlockingQueue<>());
    calls =
        new FairPool(
            new QueueLimit(WAITING_CALLS, settings.limits().queueBytes()),
            readers,
            share,
            callers,
            System::nanoTime);
    streams = pool("sender", sending, new LinkedBlockingQueue<>());
    senders = new FairPool(QueueLimit.NONE, sending, streams);
    writers =
        // Of each channel one runs calls while another waits for the disk.
        pool("writer", Math.min(2 * channels, MAX_WRITERS), new LinkedBlockingQueue<>());
  }

  private static ThreadPoolExecutor pool(String name, int size, BlockingQueue<Runnable> waiting) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE.toNanos(),
            TimeUnit.NANOSECONDS,
            waiting,
            new ThreadFactoryBuilder().setNameFormat(name + "-%d").setDaemon(true).build());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Runs reads and what else calls do; refuses work when too much waits. */
  FairPool calls() {
    return calls;
  }

  /** Sends events to subscribers; at most one task of each waits. */
  OrganizationExecutors senders() {
    return senders;
  }

  /** Runs the channels' writers, which wait for the disk; at most two tasks of each wait. */
  Executor writers() {
    return writers;
  }

  @Override
  public void close() {
    callers.shutdown();
    streams.shutdown();
    writers.shutdown();
  }
}
