package orchestrator.executor;

import java.util.concurrent.CompletableFuture;

/** Follows one try to run a node. */
public interface Execution {
  /** Completes with the outcome; never fails. */
  CompletableFuture<WorkResult> outcome();

  /** Stops the work, with all processes that it has started; no effect when it has ended. */
  void cancel();

  /** One that has ended already. */
  static Execution ended(WorkResult outcome) {
    CompletableFuture<WorkResult> ended = CompletableFuture.completedFuture(outcome);
    return new Execution() {
      @Override
      public CompletableFuture<WorkResult> outcome() {
        return ended.copy();
      }

      @Override
      public void cancel() {
        // Nothing runs.
      }
    };
  }
}
