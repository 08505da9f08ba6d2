package orchestrator.executor.local;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.NodeExecutor;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.engine.Driver;
import orchestrator.executor.engine.Threads;
import orchestrator.executor.process.Processes;
import orchestrator.executor.queue.QueueLimits;
import orchestrator.executor.queue.WorkQueue;

/** Runs nodes in this process and in processes that it starts, as far as its settings allow. */
public final class LocalExecutor implements NodeExecutor {
  /** What is stopped has half a second to end by itself. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(5);

  private final ExecutorSettings settings;
  private final Threads threads;
  private final Processes processes;
  private final Map<String, Driver> drivers;
  private final WorkQueue queue;
  private volatile boolean closed;

  /** An executor with these settings; it runs until it is closed. */
  public LocalExecutor(ExecutorSettings settings) {
    this.settings = settings;
    ExecutorSettings.Limits limits = settings.limits();
    threads = Threads.of(settings.name());
    processes =
        new Processes(
            settings.name(),
            settings.places().work(),
            settings.places().environment(),
            threads.blocking(),
            limits.logBytes());
    drivers = new Engines(settings, threads, processes).drivers();
    queue =
        new WorkQueue(
            settings.name(),
            new QueueLimits(limits.concurrency(), limits.queue(), limits.queueBytes()),
            threads.tellers());
  }

  /** The names of all engines that there are, allowed or not. */
  public static SortedSet<String> engines() {
    return Engines.NAMES;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public boolean isHealthy() {
    return !closed;
  }

  /** How many nodes run now. */
  public int running() {
    return queue.running();
  }

  /** How many nodes wait now. */
  public int waiting() {
    return queue.waiting();
  }

  @Override
  public Execution start(Work work) {
    String engine = work.engine();
    if (engine.isEmpty() && work.artifact().isEmpty()) {
      engine = "nil";
    }
    Optional<String> refusal = refusal(engine);
    if (refusal.isPresent()) {
      return Execution.ended(WorkResult.failed(work, refusal.get(), ""));
    }
    Driver driver = drivers.get(engine);
    return driver.isInstant()
        ? driver.start(work)
        : queue.submit(work, () -> timed(work, driver.start(work)));
  }

  private Optional<String> refusal(String engine) {
    if (closed) {
      return Optional.of("executor " + name() + " is closed");
    }
    if (engine.isEmpty()) {
      return Optional.of("no engine is named, only an artifact");
    }
    if (!drivers.containsKey(engine)) {
      return Optional.of(
          "there is no engine " + engine + "; there are " + String.join(", ", drivers.keySet()));
    }
    if (!settings.allowed().engines().contains(engine)) {
      return Optional.of(
          "the engine "
              + engine
              + " is not allowed at executor "
              + name()
              + ": the allowed engines (--engines) are "
              + String.join(", ", settings.allowed().engines()));
    }
    return Optional.empty();
  }

  /** Stops it when its time is over, which is then a failure. */
  private Execution timed(Work work, Execution execution) {
    Optional<Duration> most =
        settings
            .limits()
            .time()
            .filter(limit -> work.timeout().isEmpty() || limit.compareTo(work.timeout().get()) < 0)
            .or(work::timeout);
    return most.<Execution>map(
            limit -> TimedExecution.start(work, execution, limit, threads.timers()))
        .orElse(execution);
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
    drivers.values().forEach(Driver::close);
    processes.close();
    threads.close();
  }
}
