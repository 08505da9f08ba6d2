package orchestrator.client.batch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
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
public final class Batch {
  private final List<BatchStep> steps = new ArrayList<>();
  private final Map<String, ComputeTaskStatus> leads = new TreeMap<>();
  private final Map<String, String> claims = new TreeMap<>();
  private Optional<String> registers = Optional.empty();

  /** A plan is registered. */
  @CanIgnoreReturnValue
  public Batch plan(NewComputePlan plan) {
    registers = Optional.of(plan.getKey());
    steps.add(BatchStep.newBuilder().setRegisterPlan(plan).build());
    return this;
  }

  /** Tasks are registered; none are nothing. */
  @CanIgnoreReturnValue
  public Batch tasks(List<NewComputeTask> tasks) {
    if (!tasks.isEmpty()) {
      steps.add(
          BatchStep.newBuilder()
              .setRegisterTasks(RegisterTasksParam.newBuilder().addAllTasks(tasks))
              .build());
    }
    return this;
  }

  /** A plan is cancelled. */
  @CanIgnoreReturnValue
  public Batch planCanceled(String plan) {
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
  @CanIgnoreReturnValue
  public Batch started(String task, String reason) {
    claims.put(task, reason);
    return act(
        task, ComputeTaskAction.TASK_ACTION_EXECUTING, reason, ComputeTaskStatus.STATUS_EXECUTING);
  }

  /** A task is done. */
  @CanIgnoreReturnValue
  public Batch done(String task) {
    return done(task, "");
  }

  /** A task is done, for this reason, which may be of any length. */
  @CanIgnoreReturnValue
  public Batch done(String task, String reason) {
    return act(task, ComputeTaskAction.TASK_ACTION_DONE, reason, ComputeTaskStatus.STATUS_DONE);
  }

  /** A task is cancelled, for this reason. */
  @CanIgnoreReturnValue
  public Batch canceled(String task, String reason) {
    return act(
        task, ComputeTaskAction.TASK_ACTION_CANCELED, reason, ComputeTaskStatus.STATUS_CANCELED);
  }

  @CanIgnoreReturnValue
  private Batch act(
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
  @CanIgnoreReturnValue
  public Batch result(NewModel model) {
    steps.add(
        BatchStep.newBuilder()
            .setRegisterModels(RegisterModelsParam.newBuilder().addModels(model))
            .build());
    return this;
  }

  /** A task has failed, for this reason, without a failure report. */
  @CanIgnoreReturnValue
  public Batch failed(String task, String reason) {
    return act(task, ComputeTaskAction.TASK_ACTION_FAILED, reason, ComputeTaskStatus.STATUS_FAILED);
  }

  /** A task has failed; its log tells why. */
  @CanIgnoreReturnValue
  public Batch failed(String task, Addressable log) {
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

  /** The writes, in their order. */
  public List<BatchStep> steps() {
    return steps;
  }

  /** In which status each task is when the batch is durable, unless something came after. */
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

  /** Whether it writes nothing. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
