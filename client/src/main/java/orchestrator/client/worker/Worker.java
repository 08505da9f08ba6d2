package orchestrator.client.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import orchestrator.client.OrchestratorClient;

/**
 * Computes the tasks of an organization: takes those that wait for an executor slot and whose
 * function it knows by name, runs its handler, and ends them as DONE or with a failure report.
 *
 * <pre>{@code
 * try (Worker worker =
 *     Worker.builder(client)
 *         .function("train", task -> task.registerModel("model", train(task)))
 *         .function("test", task -> task.registerPerformance("accuracy", test(task)))
 *         .concurrency(2)
 *         .start()) {
 *   worker.completion().join();
 * }
 * }</pre>
 *
 * <p>It waits out any outage of the server. After a crash, the tasks that were EXECUTING are
 * computed once more, and what they had registered is found. A worker cannot tell whose such a task
 * was, so several worker processes of one organization must divide its tasks among them, by
 * function or by {@link WorkerBuilder#tasks plan}. For waiting tasks alone that is not needed: one
 * of them wins, and the others go on.
 */
public final class Worker implements AutoCloseable {
  private final WorkLoop<?> loop;

  Worker(WorkLoop<?> loop) {
    this.loop = loop;
  }

  /** Starts the description of a worker for the client's organization. */
  public static WorkerBuilder builder(OrchestratorClient client) {
    return new WorkerBuilder(client);
  }

  /**
   * How the worker ends: normally when it was stopped, or with an {@link
   * orchestrator.client.OrchestratorException} when the server refuses to tell it about tasks.
   */
  public CompletableFuture<Void> completion() {
    return loop.completion();
  }

  /**
   * Takes no new tasks and waits for those that run.
   *
   * @return false when some still run after that time; they go on
   */
  public boolean stop(Duration patience) throws InterruptedException {
    return loop.stop(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Takes no new tasks and waits for those that run, however long. A thread that is interrupted
   * meanwhile interrupts the running handlers; their tasks stay EXECUTING for the next worker.
   */
  @Override
  public void close() {
    loop.close();
  }
}
