package orchestrator.client;

import java.util.Optional;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyPlanActionResponse;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetComputePlanParam;

/** Evidence that a change of status had been made. */
final class Transitions {
  private static final String CURRENT_STATE = "in current state ";

  private Transitions() {}

  /** The status in which a task is after the action; empty for an action that nobody may take. */
  static Optional<ComputeTaskStatus> wanted(ComputeTaskAction action) {
    return switch (action) {
      case TASK_ACTION_EXECUTING -> Optional.of(ComputeTaskStatus.STATUS_EXECUTING);
      case TASK_ACTION_DONE -> Optional.of(ComputeTaskStatus.STATUS_DONE);
      case TASK_ACTION_FAILED -> Optional.of(ComputeTaskStatus.STATUS_FAILED);
      case TASK_ACTION_CANCELED -> Optional.of(ComputeTaskStatus.STATUS_CANCELED);
      default -> Optional.empty();
    };
  }

  /** The status in which a function is after the action. */
  static Optional<FunctionStatus> wanted(FunctionAction action) {
    return switch (action) {
      case FUNCTION_ACTION_BUILDING -> Optional.of(FunctionStatus.FUNCTION_STATUS_BUILDING);
      case FUNCTION_ACTION_READY -> Optional.of(FunctionStatus.FUNCTION_STATUS_READY);
      case FUNCTION_ACTION_FAILED -> Optional.of(FunctionStatus.FUNCTION_STATUS_FAILED);
      case FUNCTION_ACTION_CANCELED -> Optional.of(FunctionStatus.FUNCTION_STATUS_CANCELED);
      default -> Optional.empty();
    };
  }

  /** Whether the refusal says that the asset is in that status already. */
  static boolean isIn(String status, OrchestratorException refusal) {
    return refusal.is(ErrorCode.INAPPROPRIATE_STATUS)
        && refusal.detail().endsWith(CURRENT_STATE + status);
  }

  static Optional<ApplyPlanActionResponse> planCanceled(
      ApplyPlanActionParam asked, OrchestratorException refusal, RetryingCaller reader) {
    if (!refusal.is(ErrorCode.TERMINATED_PLAN)
        || asked.getAction() != ComputePlanAction.PLAN_ACTION_CANCELED) {
      return Optional.empty();
    }
    ComputePlan plan =
        reader.call(
            ComputePlanServiceGrpc.getGetPlanMethod(),
            GetComputePlanParam.newBuilder().setKey(asked.getKey()).build());
    return Optional.of(plan)
        .filter(ComputePlan::hasCancelationDate)
        .map(canceled -> ApplyPlanActionResponse.getDefaultInstance());
  }
}
