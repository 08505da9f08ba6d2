package orchestrator.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Is an execution that ends when whoever runs the work says so; the first to say so is believed.
 */
public final class Run implements Execution {
  private final Work work;
  private final CompletableFuture<WorkResult> ended = new CompletableFuture<>();
  // Guarded by this.
  private final List<Runnable> stops = new ArrayList<>();
  private boolean canceled;

  /** A run of this work, which has not ended. */
  public Run(Work work) {
    this.work = work;
  }

  /** What is run. */
  public Work work() {
    return work;
  }

  @Override
  public CompletableFuture<WorkResult> outcome() {
    return ended.copy();
  }

  /** Asks whoever runs it to stop, by what {@link #onCancel} has named. */
  @Override
  public void cancel() {
    List<Runnable> todo;
    synchronized (this) {
      if (canceled || ended.isDone()) {
        return;
      }
      canceled = true;
      todo = List.copyOf(stops);
    }
    todo.forEach(Runnable::run);
  }

  /** Whether somebody has asked for a stop. */
  public synchronized boolean isCanceled() {
    return canceled;
  }

  /** Has something done at a stop; at once when that was asked for already. Must not block. */
  public void onCancel(Runnable stop) {
    synchronized (this) {
      if (!canceled) {
        stops.add(stop);
        return;
      }
    }
    stop.run();
  }

  /** Ends the work as done. */
  public void succeed(Map<String, String> outputs, String log) {
    end(WorkResult.succeeded(outputs, log));
  }

  /** Ends it with a failure, or as stopped when somebody had asked for that. */
  public void fail(String reason, String log) {
    end(isCanceled() ? WorkResult.canceled(work, log) : WorkResult.failed(work, reason, log));
  }

  /** Ends the work as stopped. */
  public void endCanceled() {
    end(WorkResult.canceled(work, ""));
  }

  /** Ends the work with this result. */
  public void end(WorkResult outcome) {
    ended.complete(outcome);
  }
}
