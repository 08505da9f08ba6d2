package orchestrator.flow.durable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import orchestrator.client.batch.Batch;
import orchestrator.client.batch.BatchWriter;
import orchestrator.proto.NewComputeTask;

/** Collects what becomes durable together with a new run: its plan, its task, its first hops. */
final class Registration {
  private final Batch batch;
  private final CompletableFuture<Void> durable = new CompletableFuture<>();
  private boolean isSent;

  Registration(Batch batch) {
    this.batch = batch;
  }

  /** Adds a hop; false when it is too late. */
  synchronized boolean add(NewComputeTask hop) {
    if (!isSent) {
      batch.tasks(List.of(hop));
    }
    return !isSent;
  }

  void send(BatchWriter writer) {
    synchronized (this) {
      isSent = true;
    }
    var unusedFuture =
        writer
            .write(batch)
            .whenComplete(
                (done, refusal) -> {
                  if (refusal == null) {
                    durable.complete(null);
                  } else {
                    durable.completeExceptionally(refusal);
                  }
                });
  }

  CompletableFuture<Void> durable() {
    return durable;
  }
}
