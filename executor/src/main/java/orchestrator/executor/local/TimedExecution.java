package orchestrator.executor.local;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.Execution;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;

/** Stops an execution when its time is over, and makes a failure of it. */
final class TimedExecution implements Execution {
  private final Execution inner;
  private final CompletableFuture<WorkResult> outcome;
  private volatile boolean late;

  private TimedExecution(Work work, Execution inner, Duration limit) {
    this.inner = inner;
    outcome =
        inner
            .outcome()
            .thenApply(
                result ->
                    late && result.status() == WorkResult.Status.CANCELED
                        ? WorkResult.failed(
                            work, "it ran longer than " + seconds(limit) + " s", result.log())
                        : result);
  }

  /** Bounds what has just been started. */
  static TimedExecution start(
      Work work, Execution inner, Duration limit, ScheduledExecutorService timers) {
    TimedExecution timed = new TimedExecution(work, inner, limit);
    Future<?> timer =
        timers.schedule(
            () -> {
              timed.late = true;
              inner.cancel();
            },
            limit.toNanos(),
            TimeUnit.NANOSECONDS);
    var unused = timed.outcome.whenComplete((result, fault) -> timer.cancel(false));
    return timed;
  }

  private static String seconds(Duration limit) {
    return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  @Override
  public CompletableFuture<WorkResult> outcome() {
    return outcome.copy();
  }

  @Override
  public void cancel() {
    inner.cancel();
  }
}
