package orchestrator.client.batch;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.BatchServiceGrpc;
import orchestrator.proto.BatchStep;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.RunBatchParam;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes batches durable. What waits while a call is under way goes with the next one, so that
 * thousands of writes cost tens of calls. It waits out any outage of the server.
 *
 * <pre>{@code
 * try (BatchWriter writer = new BatchWriter("worker", client, 2)) {
 *   writer.write(new Batch().result(model).done(task)).join();
 * }
 * }</pre>
 */
public final class BatchWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final int MOST_STEPS = 2_000;
  private static final long MOST_BYTES = 8 << 20;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(1));

  private record Waiting(Batch batch, CompletableFuture<Void> durable) {}

  private final OrchestratorClient client;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean knowsBatches = true;

  /**
   * Starts its threads.
   *
   * @param name what the names of its threads begin with
   * @param calls how many calls are under way at the same time
   */
  public BatchWriter(String name, OrchestratorClient client, int calls) {
    this.client = client;
    for (int number = 1; number <= calls; number++) {
      Thread thread = new Thread(this::run, name + "-writer-" + number);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /**
   * Writes a batch.
   *
   * @return completes once it is durable; fails with an {@link OrchestratorException} when the
   *     server refuses it, or when this is closed first
   */
  public CompletableFuture<Void> write(Batch batch) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    if (batch.isEmpty()) {
      durable.complete(null);
    } else {
      queue.add(new Waiting(batch, durable));
    }
    return durable;
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        Waiting first = queue.poll(1, TimeUnit.SECONDS);
        if (first != null) {
          List<Waiting> group = new ArrayList<>(List.of(first));
          int steps = first.batch().steps().size();
          long bytes = first.batch().bytes();
          while (steps < MOST_STEPS && bytes < MOST_BYTES) {
            Waiting next = queue.poll();
            if (next == null) {
              break;
            }
            group.add(next);
            steps += next.batch().steps().size();
            bytes += next.batch().bytes();
          }
          send(group);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One batch that is refused must not refuse the others: then they go one by one. */
  private void send(List<Waiting> group) throws InterruptedException {
    boolean inDoubt = false;
    if (group.size() > 1 && knowsBatches) {
      try {
        List<BatchStep> steps = new ArrayList<>();
        group.forEach(waiting -> steps.addAll(waiting.batch().steps()));
        run(steps);
        group.forEach(waiting -> waiting.durable().complete(null));
        return;
      } catch (OrchestratorException e) {
        LOG.debug("batches go one by one: {}", e.getMessage());
        inDoubt = isInDoubt(e);
      }
    }
    for (Waiting waiting : group) {
      try {
        write(waiting.batch(), inDoubt);
        waiting.durable().complete(null);
      } catch (OrchestratorException e) {
        waiting.durable().completeExceptionally(e);
      }
    }
  }

  private void run(List<BatchStep> steps) {
    client.call(
        BatchServiceGrpc.getRunBatchMethod(),
        RunBatchParam.newBuilder().addAllSteps(steps).build());
  }

  /** Whether the server may have done what it gave no answer to. */
  private static boolean isInDoubt(OrchestratorException failure) {
    return failure.outcomeUnknown() || failure.isTransient();
  }

  /**
   * Writes one batch, however long the server is away.
   *
   * @param doubt whether an earlier try may have been done without an answer; then a refusal is
   *     compared with how things stand
   */
  private void write(Batch batch, boolean doubt) throws InterruptedException {
    boolean inDoubt = doubt;
    for (int failures = 0; ; failures++) {
      try {
        if (!isWrittenAtOnce(batch)) {
          oneByOne(batch.steps(), inDoubt);
        }
        return;
      } catch (OrchestratorException e) {
        if (!isInDoubt(e)) {
          if (inDoubt && LostBatch.isDone(client, batch)) {
            return;
          }
          throw e;
        }
        inDoubt = true;
        LOG.info("trying to write again: {}", e.getMessage());
        if (stopping.await(BACKOFF.delay(failures).toNanos(), TimeUnit.NANOSECONDS)) {
          throw e;
        }
      }
    }
  }

  private boolean isWrittenAtOnce(Batch batch) {
    if (!knowsBatches) {
      return false;
    }
    try {
      run(batch.steps());
      return true;
    } catch (OrchestratorException e) {
      if (e.status() == Status.Code.UNIMPLEMENTED && e.code().isEmpty()) {
        LOG.info("this server does not know batches, so that each change is a call");
        knowsBatches = false;
        return false;
      }
      throw e;
    }
  }

  /** For a server that is not ours. */
  private void oneByOne(List<BatchStep> steps, boolean inDoubt) {
    for (BatchStep step : steps) {
      switch (step.getStepCase()) {
        case REGISTER_PLAN ->
            call(inDoubt, ComputePlanServiceGrpc.getRegisterPlanMethod(), step.getRegisterPlan());
        case APPLY_PLAN_ACTION ->
            call(
                inDoubt,
                ComputePlanServiceGrpc.getApplyPlanActionMethod(),
                step.getApplyPlanAction());
        case REGISTER_TASKS ->
            call(inDoubt, ComputeTaskServiceGrpc.getRegisterTasksMethod(), step.getRegisterTasks());
        case APPLY_TASK_ACTION ->
            call(
                inDoubt,
                ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
                step.getApplyTaskAction());
        case REGISTER_MODELS ->
            call(inDoubt, ModelServiceGrpc.getRegisterModelsMethod(), step.getRegisterModels());
        case REGISTER_PERFORMANCE ->
            call(
                inDoubt,
                PerformanceServiceGrpc.getRegisterPerformanceMethod(),
                step.getRegisterPerformance());
        case REGISTER_FAILURE_REPORT ->
            call(
                inDoubt,
                FailureReportServiceGrpc.getRegisterFailureReportMethod(),
                step.getRegisterFailureReport());
        case STEP_NOT_SET -> throw new IllegalStateException("a step asks for nothing");
      }
    }
  }

  private <Q, A> void call(boolean inDoubt, MethodDescriptor<Q, A> method, Q request) {
    if (inDoubt) {
      client.callAgain(method, request);
    } else {
      client.call(method, request);
    }
  }

  /** Takes no more; what waits fails. */
  @Override
  public void close() {
    stopping.countDown();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
      left.durable().completeExceptionally(new IllegalStateException("the writer was closed"));
    }
  }
}
