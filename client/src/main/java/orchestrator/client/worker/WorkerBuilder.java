package orchestrator.client.worker;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;

/**
 * Describes a {@link Worker}: any task of its functions, one at a time, failures without logs,
 * unless said otherwise.
 *
 * <pre>{@code
 * Worker worker =
 *     Worker.builder(client)
 *         .function("train", this::train)
 *         .tasks(task -> task.getComputePlanKey().equals(plan))
 *         .failureLog(this::upload)
 *         .start();
 * }</pre>
 */
public final class WorkerBuilder {
  private final OrchestratorClient client;
  private final Map<String, TaskHandler> handlers = new HashMap<>();
  private Predicate<ComputeTask> which = task -> true;
  private FailureLog<ComputeTask> failureLog = FailureLog.none();
  private Backoff backoff = Backoff.DEFAULT;
  private int concurrency = 1;

  WorkerBuilder(OrchestratorClient client) {
    this.client = client;
  }

  /** Computes the tasks of every function with this name. */
  @CanIgnoreReturnValue
  public WorkerBuilder function(String name, TaskHandler handler) {
    handlers.put(name, handler);
    return this;
  }

  /**
   * Computes only such tasks, those of one plan for example; the others are left to other workers.
   *
   * @param which sees each task as it was when it was found, and perhaps more than once, so its
   *     answer should rest on what does not change: plan, function, inputs, metadata. What it
   *     throws ends the worker
   */
  @CanIgnoreReturnValue
  public WorkerBuilder tasks(Predicate<ComputeTask> which) {
    this.which = which;
    return this;
  }

  /** How many tasks run at the same time, at least 1. */
  @CanIgnoreReturnValue
  public WorkerBuilder concurrency(int tasks) {
    concurrency = tasks;
    return this;
  }

  /** Where the logs of failed tasks go. */
  @CanIgnoreReturnValue
  public WorkerBuilder failureLog(FailureLog<ComputeTask> log) {
    failureLog = log;
    return this;
  }

  /** How long to wait before asking a server again that is away. */
  @CanIgnoreReturnValue
  public WorkerBuilder backoff(Backoff backoff) {
    this.backoff = backoff;
    return this;
  }

  /** Starts to look for tasks and to compute them, on threads of its own. */
  public Worker start() {
    PersistentCalls calls = new PersistentCalls(client, backoff);
    FailureReports<ComputeTask> failures =
        new FailureReports<>(
            calls,
            failureLog,
            FailedAssetKind.FAILED_ASSET_COMPUTE_TASK,
            ErrorType.ERROR_TYPE_EXECUTION);
    return start(calls, new TaskWork(calls, handlers, which, failures));
  }

  /**
   * Starts to look for tasks, and lets somebody else claim, run and end them: those that {@link
   * #tasks} chooses, of any function.
   */
  public Worker start(TaskPerformer performer) {
    return start(new PersistentCalls(client, backoff), new PerformedWork(client, which, performer));
  }

  private Worker start(PersistentCalls calls, Work<ComputeTask> work) {
    WorkLoop<ComputeTask> loop = new WorkLoop<>("worker", calls, work, backoff, concurrency);
    loop.start();
    return new Worker(loop);
  }
}
