package orchestrator.executor;

import java.util.concurrent.CompletableFuture;

/** Follows one try to run a node. */
public interface Execution {
  /** Completes with the outcome; never fails. */
  CompletableFuture<Outcome> outcome();

  /** Stops the work, with all processes that it has started; no effect when it has ended. */
  void cancel();
}
