package orchestrator.e2e.model;

import java.util.List;
import java.util.Set;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyPlanActionResponse;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.IsPlanRunningResponse;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateComputePlanResponse;

/** Answers the calls about compute plans. */
final class Plans {
  private static final Set<ComputeTaskStatus> BROKEN =
      Set.of(ComputeTaskStatus.STATUS_CANCELED, ComputeTaskStatus.STATUS_FAILED);

  private Plans() {}

  static ComputePlan register(Call call, NewComputePlan request) {
    Validation.check(request);
    Refusal.throwAny(Refusal.conflicts(call.state().plans, Kind.PLAN, request.getKey()));
    Refusal.throwAny(call.unregistered().stream().toList());
    ComputePlan plan =
        ComputePlan.newBuilder()
            .setKey(request.getKey())
            .setOwner(call.requester())
            .setCreationDate(call.now())
            .setTag(request.getTag())
            .setName(request.getName())
            .putAllMetadata(request.getMetadataMap())
            .build();
    call.state().plans.put(plan.getKey(), plan);
    call.created(Kind.PLAN, plan.getKey(), plan);
    return plan;
  }

  static UpdateComputePlanResponse update(Call call, UpdateComputePlanParam request) {
    Validation.check(request);
    ComputePlan plan = Lookup.find(call.state().plans, Kind.PLAN, request.getKey());
    if (!call.isRequester(plan.getOwner())) {
      throw Refusal.exactly(ErrorCode.OE0102, "requester does not own the compute plan");
    }
    ComputePlan updated = plan.toBuilder().setName(request.getName()).build();
    call.state().plans.put(updated.getKey(), updated);
    call.updated(Kind.PLAN, updated.getKey(), updated);
    return UpdateComputePlanResponse.getDefaultInstance();
  }

  static ApplyPlanActionResponse apply(Call call, ApplyPlanActionParam request) {
    String key = Lookup.lower(request.getKey());
    ComputePlan plan = Lookup.find(call.state().plans, Kind.PLAN, key);
    if (!call.isRequester(plan.getOwner())) {
      throw Refusal.exactly(ErrorCode.OE0102, "only plan owner can act on it");
    }
    if (request.getAction() != ComputePlanAction.PLAN_ACTION_CANCELED) {
      throw Refusal.exactly(ErrorCode.OE0010, "plan action unimplemented");
    }
    if (isTerminated(plan)) {
      throw Refusal.exactly(ErrorCode.OE0109, "compute plan " + key + " is already terminated");
    }
    ComputePlan cancelled = plan.toBuilder().setCancelationDate(call.now()).build();
    call.state().plans.put(key, cancelled);
    call.updated(Kind.PLAN, key, cancelled);
    return ApplyPlanActionResponse.getDefaultInstance();
  }

  static IsPlanRunningResponse isRunning(Call call, IsPlanRunningParam request) {
    String key = Lookup.lower(request.getKey());
    ComputePlan plan = Lookup.find(call.state().plans, Kind.PLAN, key);
    List<ComputeTaskStatus> statuses =
        call.state().tasks.values().stream()
            .filter(task -> task.getComputePlanKey().equals(key))
            .map(ComputeTask::getStatus)
            .toList();
    boolean running =
        !isTerminated(plan)
            && statuses.stream().noneMatch(BROKEN::contains)
            && statuses.stream().anyMatch(status -> status != ComputeTaskStatus.STATUS_DONE);
    return IsPlanRunningResponse.newBuilder().setIsRunning(running).build();
  }

  /** One of the plan's tasks has failed. */
  static void fail(Call call, String key) {
    ComputePlan plan = Lookup.find(call.state().plans, Kind.PLAN, key);
    if (!isTerminated(plan)) {
      call.state().plans.put(key, plan.toBuilder().setFailureDate(call.now()).build());
    }
  }

  private static boolean isTerminated(ComputePlan plan) {
    return plan.hasCancelationDate() || plan.hasFailureDate();
  }
}
