package orchestrator.lib.service;

import static orchestrator.proto.ComputeTaskStatus.STATUS_BUILDING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.error.SizeException;
import orchestrator.lib.persistence.Page;
import orchestrator.lib.persistence.Query;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.AnswerBytes;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ApplyTaskActionResponse;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.DisableOutputResponse;
import orchestrator.proto.Function;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.GetTaskInputAssetsResponse;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.RegisterTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/** Keeps compute tasks: what runs a function on inputs, at a worker. */
@Singleton
public final class ComputeTaskService {
  private final TaskTransitions transitions;
  private final PageLimit pages;
  private final SizeLimits sizes;

  @Inject
  ComputeTaskService(TaskTransitions transitions, PageLimit pages, SizeLimits sizes) {
    this.transitions = transitions;
    this.pages = pages;
    this.sizes = sizes;
  }

  /**
   * Registers tasks, all or none, parents before children; answers them in that order.
   *
   * @throws OrchestratorException OE0003 for no task, a missing or contradictory worker or an
   *     unknown organization in a permission; OE0006 for a key in use; OE0101 for a broken rule;
   *     OE0102 for what the requester or the worker may not use; OE0002 for an unknown plan,
   *     function, worker or input
   */
  public RegisterTasksResponse registerTasks(Transaction transaction, RegisterTasksParam request) {
    return RegisterTasksResponse.newBuilder()
        .addAllTasks(new TaskRegistration(transaction).register(request))
        .build();
  }

  /**
   * The task with a key.
   *
   * @throws OrchestratorException OE0002 when there is none
   */
  public ComputeTask getTask(Transaction transaction, GetTaskParam request) {
    return Lookup.find(transaction, Tables.TASKS, request.getKey());
  }

  /** The tasks that all given parts of the filter fit, oldest first. */
  public QueryTasksResponse queryTasks(Transaction transaction, QueryTasksParam request) {
    Page<ComputeTask> page =
        narrowed(Tables.TASKS.query(transaction.database()), request.getFilter())
            .page(request.getPageToken(), pages.of(request.getPageSize()));
    return QueryTasksResponse.newBuilder()
        .addAllTasks(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static Query<ComputeTask> narrowed(Query<ComputeTask> query, TaskQueryFilter filter) {
    String worker = filter.getWorker();
    String plan = Lookup.key(filter.getComputePlanKey());
    String function = Lookup.key(filter.getFunctionKey());
    // Zero is the number of an unset status; a number without a name fits no task.
    int status = filter.getStatusValue();
    if (status == 0) {
      return query
          .whereGiven(Tables.TASKS_BY_WORKER, worker)
          .whereGiven(Tables.TASKS_BY_PLAN, plan)
          .whereGiven(Tables.TASKS_BY_FUNCTION, function);
    }
    if (worker.isEmpty() && plan.isEmpty() && function.isEmpty()) {
      return query.where(Tables.TASKS_BY_STATUS, Integer.toString(status));
    }
    // The narrowest entries, so that a page leaps over no task with another status.
    return query
        .whereGiven(Tables.TASKS_BY_WORKER_AND_STATUS, given(worker, status))
        .whereGiven(Tables.TASKS_BY_PLAN_AND_STATUS, given(plan, status))
        .whereGiven(Tables.TASKS_BY_FUNCTION_AND_STATUS, given(function, status));
  }

  /** The text with the status, as the indexes know it; empty when the filter has no text. */
  private static String given(String text, int status) {
    return text.isEmpty() ? "" : Tables.with(text, status);
  }

  /**
   * Changes a task's status as its owner or worker asks, and what follows from that.
   *
   * @throws OrchestratorException OE0101 for a log with a NUL character, OE0002 for an unknown
   *     task, OE0102 for an action that the requester may not ask for, OE0104 for one that the
   *     task's status does not allow
   */
  public ApplyTaskActionResponse applyTaskAction(
      Transaction transaction, ApplyTaskActionParam request) {
    Validator.check(request);
    ComputeTask task = Lookup.find(transaction, Tables.TASKS, request.getComputeTaskKey());
    transitions.apply(transaction, task, request.getAction(), request.getLog());
    return ApplyTaskActionResponse.getDefaultInstance();
  }

  /**
   * What a task's inputs stand for, in their order; a disabled model comes without address.
   *
   * @throws OrchestratorException OE0002 for an unknown task, OE0003 when its status is none of
   *     WAITING_FOR_EXECUTOR_SLOT, EXECUTING and FAILED
   * @throws SizeException when they are too much for one answer
   */
  public GetTaskInputAssetsResponse getTaskInputAssets(
      Transaction transaction, GetTaskInputAssetsParam request) {
    ComputeTask task = Lookup.find(transaction, Tables.TASKS, request.getComputeTaskKey());
    AnswerBytes bytes =
        sizes.counting("the inputs of task \"" + task.getKey() + "\"", "get them one by one");
    return GetTaskInputAssetsResponse.newBuilder()
        .addAllAssets(TaskInputAssets.of(transaction, task, bytes))
        .build();
  }

  /**
   * Takes the addresses of the models of a transient output, once nobody needs them any more.
   *
   * @throws OrchestratorException OE0002 for an unknown task, OE0102 unless its worker asks, OE0108
   *     when the output is not one that can be disabled
   */
  public DisableOutputResponse disableOutput(Transaction transaction, DisableOutputParam request) {
    ComputeTask task = Lookup.brief(transaction, request.getComputeTaskKey());
    OutputDisabling.disable(transaction, task, request.getIdentifier());
    return DisableOutputResponse.getDefaultInstance();
  }

  /** The function is being built: its tasks are no longer waiting for that to begin. */
  void functionBuilding(Transaction transaction, String functionKey, String reason) {
    transitions.changeAll(
        transaction, functionKey, STATUS_WAITING_FOR_BUILDER_SLOT, STATUS_BUILDING, reason);
  }

  /** The function is built: its tasks wait for their parents, or for an executor. */
  void functionReady(Transaction transaction, Function function) {
    String key = function.getKey();
    transitions.functionReady(transaction, key, "Function " + key + " finished building");
  }

  /** The function will not be built: the tasks that wait for that are cancelled. */
  void functionCanceled(Transaction transaction, String functionKey, String reason) {
    transitions.changeAll(
        transaction, functionKey, STATUS_WAITING_FOR_BUILDER_SLOT, STATUS_CANCELED, reason);
    transitions.changeAll(transaction, functionKey, STATUS_BUILDING, STATUS_CANCELED, reason);
  }

  /** The function cannot be built: the tasks that wait for that fail, and so do their plans. */
  void functionFailed(Transaction transaction, String functionKey, String reason) {
    transitions.changeAll(transaction, functionKey, STATUS_BUILDING, STATUS_FAILED, reason);
  }

  /** The task has failed, and so has its plan. */
  void fail(Transaction transaction, ComputeTask task, String reason) {
    transitions.change(transaction, task, STATUS_FAILED, reason);
  }
}
