package orchestrator.executor.remote;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.Execution;
import orchestrator.executor.NodeExecutor;
import orchestrator.executor.Work;
import orchestrator.executor.engine.Threads;
import orchestrator.executor.queue.QueueLimits;
import orchestrator.executor.queue.WorkQueue;

/**
 * Has nodes run by another executor. What that one has taken is followed until it ends; when the
 * executor forgets it, or is out of reach for too long, nobody knows what came of it.
 */
public final class RemoteExecutor implements NodeExecutor {
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(5);

  private final RemoteSettings settings;
  private final Threads threads;
  private final ExecutorClient client;
  private final WorkQueue queue;

  /** Believed until something else is known. */
  private volatile boolean healthy = true;

  private volatile boolean closed;

  /**
   * Asks whether the executor is there, and goes on asking.
   *
   * @throws IllegalArgumentException when a certificate cannot be used
   */
  public RemoteExecutor(RemoteSettings settings) {
    this.settings = settings;
    threads = Threads.of(settings.name());
    client = new ExecutorClient(settings, threads.blocking());
    queue =
        new WorkQueue(
            settings.name(),
            new QueueLimits(settings.concurrency(), settings.queue(), settings.queueBytes()),
            threads.tellers());
    var unused =
        threads
            .timers()
            .scheduleWithFixedDelay(
                this::ping, 0, settings.look().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void ping() {
    var unused =
        client
            .ping()
            .handle(
                (response, fault) -> {
                  healthy = fault == null && response.statusCode() < 400;
                  return true;
                });
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public boolean isHealthy() {
    return healthy && !closed;
  }

  /** How many nodes run there now. */
  public int running() {
    return queue.running();
  }

  /** How many nodes wait here now. */
  public int waiting() {
    return queue.waiting();
  }

  @Override
  public Execution start(Work work) {
    return queue.submit(
        work,
        () ->
            new RemoteRun(settings, client, threads.timers(), reached -> healthy = reached, work)
                .start());
  }

  @Override
  public void close() {
    closed = true;
    queue.close();
    long until = System.nanoTime() + CLOSING.toNanos();
    try {
      while (queue.running() > 0 && System.nanoTime() - until < 0) {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.close();
  }
}
