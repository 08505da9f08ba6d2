package orchestrator.graph.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.BatchStep;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewModel;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterTasksParam;

/** Collects writes that belong together: all of them become durable, or none. */
final class Report {
  private final List<BatchStep> steps = new ArrayList<>();
  private final Map<String, ComputeTaskStatus> leads = new TreeMap<>();
  private final Map<String, String> claims = new TreeMap<>();
  private Optional<String> registers = Optional.empty();

  Report plan(NewComputePlan plan) {
    registers = Optional.of(plan.getKey());
    steps.add(BatchStep.newBuilder().setRegisterPlan(plan).build());
    return this;
  }

  Report tasks(List<NewComputeTask> tasks) {
    if (!tasks.isEmpty()) {
      steps.add(
          BatchStep.newBuilder()
              .setRegisterTasks(RegisterTasksParam.newBuilder().addAllTasks(tasks))
              .build());
    }
    return this;
  }

  Report planCanceled(String plan) {
    steps.add(
        BatchStep.newBuilder()
            .setApplyPlanAction(
                ApplyPlanActionParam.newBuilder()
                    .setKey(plan)
                    .setAction(ComputePlanAction.PLAN_ACTION_CANCELED))
            .build());
    return this;
  }

  /** A task starts, for this reason. */
  Report started(String task, String reason) {
    claims.put(task, reason);
    return act(
        task, ComputeTaskAction.TASK_ACTION_EXECUTING, reason, ComputeTaskStatus.STATUS_EXECUTING);
  }

  Report done(String task) {
    return act(task, ComputeTaskAction.TASK_ACTION_DONE, "", ComputeTaskStatus.STATUS_DONE);
  }

  Report canceled(String task, String reason) {
    return act(
        task, ComputeTaskAction.TASK_ACTION_CANCELED, reason, ComputeTaskStatus.STATUS_CANCELED);
  }

  private Report act(
      String task, ComputeTaskAction action, String reason, ComputeTaskStatus status) {
    steps.add(
        BatchStep.newBuilder()
            .setApplyTaskAction(
                ApplyTaskActionParam.newBuilder()
                    .setComputeTaskKey(task)
                    .setAction(action)
                    .setLog(reason))
            .build());
    leads.put(task, status);
    return this;
  }

  /** A task has put out a result. */
  Report result(NewModel model) {
    steps.add(
        BatchStep.newBuilder()
            .setRegisterModels(RegisterModelsParam.newBuilder().addModels(model))
            .build());
    return this;
  }

  /** A task has failed; its log tells why. */
  Report failed(String task, Addressable log) {
    steps.add(
        BatchStep.newBuilder()
            .setRegisterFailureReport(
                NewFailureReport.newBuilder()
                    .setAssetKey(task)
                    .setAssetType(FailedAssetKind.FAILED_ASSET_COMPUTE_TASK)
                    .setErrorType(ErrorType.ERROR_TYPE_EXECUTION)
                    .setLogsAddress(log))
            .build());
    leads.put(task, ComputeTaskStatus.STATUS_FAILED);
    return this;
  }

  /** How large it is, in bytes. */
  long bytes() {
    return steps.stream().mapToLong(BatchStep::getSerializedSize).sum();
  }

  List<BatchStep> steps() {
    return steps;
  }

  /** In which status each task is when the report is durable, unless something came after. */
  Map<String, ComputeTaskStatus> leads() {
    return leads;
  }

  /** The reasons for which tasks start. */
  Map<String, String> claims() {
    return claims;
  }

  /** The key of the plan that it registers. */
  Optional<String> registers() {
    return registers;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }
}
