package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Page;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyPlanActionResponse;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.IsPlanRunningResponse;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryPlansResponse;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateComputePlanResponse;

/** Keeps compute plans: the graphs that tasks belong to. */
@Singleton
public final class ComputePlanService {
  private static final List<ComputeTaskStatus> STOPPED =
      List.of(ComputeTaskStatus.STATUS_CANCELED, ComputeTaskStatus.STATUS_FAILED);
  private static final List<ComputeTaskStatus> TO_BE_DONE =
      List.of(
          ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT,
          ComputeTaskStatus.STATUS_BUILDING,
          ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS,
          ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
          ComputeTaskStatus.STATUS_EXECUTING);

  private final PageLimit pages;

  @Inject
  ComputePlanService(PageLimit pages) {
    this.pages = pages;
  }

  /**
   * Registers a plan of the requester.
   *
   * @throws OrchestratorException OE0101 for a broken rule, OE0006 for a key in use, OE0002 for an
   *     unknown requester
   */
  public ComputePlan registerPlan(Transaction transaction, NewComputePlan request) {
    Validator.check(request);
    Lookup.requireUnused(transaction, Tables.PLANS, request.getKey());
    RegisteredOrganizations.require(transaction, transaction.requester());
    ComputePlan plan =
        ComputePlan.newBuilder()
            .setKey(request.getKey())
            .setOwner(transaction.requester())
            .setCreationDate(transaction.time())
            .setTag(request.getTag())
            .setName(request.getName())
            .putAllMetadata(request.getMetadataMap())
            .build();
    EventLog.register(transaction, Tables.PLANS, plan);
    return plan;
  }

  /**
   * The plan with a key.
   *
   * @throws OrchestratorException OE0002 when there is none
   */
  public ComputePlan getPlan(Transaction transaction, GetComputePlanParam request) {
    return Lookup.find(transaction, Tables.PLANS, request.getKey());
  }

  /**
   * Cancels a plan of the requester and leaves its tasks as they are.
   *
   * @throws OrchestratorException OE0002 for an unknown plan, OE0102 for one of somebody else,
   *     OE0010 for any other action, OE0109 for a plan that is terminated
   */
  public ApplyPlanActionResponse applyPlanAction(
      Transaction transaction, ApplyPlanActionParam request) {
    ComputePlan plan = Lookup.find(transaction, Tables.PLANS, request.getKey());
    if (!plan.getOwner().equals(transaction.requester())) {
      throw Errors.denied("only plan owner can act on it");
    }
    if (request.getAction() != ComputePlanAction.PLAN_ACTION_CANCELED) {
      throw Errors.of(ErrorCode.UNIMPLEMENTED, "plan action unimplemented");
    }
    if (isTerminated(plan)) {
      throw Errors.of(
          ErrorCode.TERMINATED_PLAN, "compute plan " + plan.getKey() + " is already terminated");
    }
    ComputePlan canceled = plan.toBuilder().setCancelationDate(transaction.time()).build();
    EventLog.update(transaction, Tables.PLANS, canceled);
    return ApplyPlanActionResponse.getDefaultInstance();
  }

  /** The plans of an owner, or all, oldest first. */
  public QueryPlansResponse queryPlans(Transaction transaction, QueryPlansParam request) {
    Page<ComputePlan> page =
        Tables.PLANS
            .query(transaction.database())
            .whereGiven(Tables.PLANS_BY_OWNER, request.getFilter().getOwner())
            .page(request.getPageToken(), pages.of(request.getPageSize()));
    return QueryPlansResponse.newBuilder()
        .addAllPlans(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  /**
   * Renames a plan of the requester.
   *
   * @throws OrchestratorException OE0101 for a broken rule, OE0002 for an unknown plan, OE0102 for
   *     one of somebody else
   */
  public UpdateComputePlanResponse updatePlan(
      Transaction transaction, UpdateComputePlanParam request) {
    Validator.check(request);
    ComputePlan plan = Lookup.find(transaction, Tables.PLANS, request.getKey());
    if (!plan.getOwner().equals(transaction.requester())) {
      throw Errors.denied("requester does not own the compute plan");
    }
    ComputePlan renamed = plan.toBuilder().setName(request.getName()).build();
    EventLog.update(transaction, Tables.PLANS, renamed);
    return UpdateComputePlanResponse.getDefaultInstance();
  }

  /**
   * Whether work on the plan goes on: it is not terminated, none of its tasks was cancelled or has
   * failed, and some task is not done.
   *
   * @throws OrchestratorException OE0002 for an unknown plan
   */
  public IsPlanRunningResponse isPlanRunning(Transaction transaction, IsPlanRunningParam request) {
    ComputePlan plan = Lookup.find(transaction, Tables.PLANS, request.getKey());
    boolean running =
        !isTerminated(plan)
            && !hasTask(transaction, plan, STOPPED)
            && hasTask(transaction, plan, TO_BE_DONE);
    return IsPlanRunningResponse.newBuilder().setIsRunning(running).build();
  }

  /** Notes that a task of the plan has failed, unless the plan is terminated; makes no event. */
  void taskFailed(Transaction transaction, String planKey) {
    ComputePlan plan = Lookup.find(transaction, Tables.PLANS, planKey);
    if (!isTerminated(plan)) {
      ComputePlan failed = plan.toBuilder().setFailureDate(transaction.time()).build();
      Tables.PLANS.put(transaction.database(), failed.getKey(), failed);
    }
  }

  private static boolean isTerminated(ComputePlan plan) {
    return plan.hasCancelationDate() || plan.hasFailureDate();
  }

  private static boolean hasTask(
      Transaction transaction, ComputePlan plan, List<ComputeTaskStatus> statuses) {
    return statuses.stream()
        .map(status -> Tables.with(plan.getKey(), status))
        .anyMatch(
            value ->
                !Tables.TASKS
                    .query(transaction.database())
                    .where(Tables.TASKS_BY_PLAN_AND_STATUS, value)
                    .isEmpty());
  }
}
