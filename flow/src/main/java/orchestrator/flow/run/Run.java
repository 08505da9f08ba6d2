package orchestrator.flow.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Is a message on its way through a flow.
 *
 * @param <O> what the flow gives at its end
 */
public interface Run<O> {
  /** What tells this run from others. */
  String id();

  /** How it ends; completes once. Whoever cancels this future does not cancel the run. */
  CompletableFuture<RunResult<O>> outcome();

  /**
   * Lets the run fail: visits that are under way count as failed, and what was done is undone. One
   * that is over stays as it is.
   */
  void cancel(String reason);

  /**
   * The visits that have ended so far, in this order, each with the laps of the loops around it:
   * {@code reserve}, {@code poll#2}, {@code ~reserve} for what undid one.
   */
  List<String> trail();
}
