package orchestrator.e2e.harness.api;

import java.util.List;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateFunctionParam;

/** Changes what is registered, by key; one call each unless said otherwise. */
public interface Changes extends Caller {

  default void apply(String functionKey, FunctionAction action) {
    call(
        FunctionServiceGrpc.getApplyFunctionActionMethod(),
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(functionKey)
            .setAction(action)
            .build());
  }

  /** Takes a new function to READY; two calls. */
  default void build(String functionKey) {
    apply(functionKey, FunctionAction.FUNCTION_ACTION_BUILDING);
    apply(functionKey, FunctionAction.FUNCTION_ACTION_READY);
  }

  default void renameFunction(String key, String name) {
    call(
        FunctionServiceGrpc.getUpdateFunctionMethod(),
        UpdateFunctionParam.newBuilder().setKey(key).setName(name).build());
  }

  default void updateFunction(String key, String name, Addressable image) {
    call(
        FunctionServiceGrpc.getUpdateFunctionMethod(),
        UpdateFunctionParam.newBuilder().setKey(key).setName(name).setImage(image).build());
  }

  default void renameManager(String key, String name) {
    call(
        DataManagerServiceGrpc.getUpdateDataManagerMethod(),
        UpdateDataManagerParam.newBuilder().setKey(key).setName(name).build());
  }

  default void addManagers(List<String> sampleKeys, List<String> managerKeys) {
    call(
        DataSampleServiceGrpc.getUpdateDataSamplesMethod(),
        UpdateDataSamplesParam.newBuilder()
            .addAllKeys(sampleKeys)
            .addAllDataManagerKeys(managerKeys)
            .build());
  }

  default void renamePlan(String key, String name) {
    call(
        ComputePlanServiceGrpc.getUpdatePlanMethod(),
        UpdateComputePlanParam.newBuilder().setKey(key).setName(name).build());
  }

  default void apply(String planKey, ComputePlanAction action) {
    call(
        ComputePlanServiceGrpc.getApplyPlanActionMethod(),
        ApplyPlanActionParam.newBuilder().setKey(planKey).setAction(action).build());
  }

  default void cancelPlan(String planKey) {
    apply(planKey, ComputePlanAction.PLAN_ACTION_CANCELED);
  }

  /** An action with its reason; an empty one is left out. */
  default void apply(String taskKey, ComputeTaskAction action, String reason) {
    call(
        ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(taskKey)
            .setAction(action)
            .setLog(reason)
            .build());
  }

  default void start(String taskKey) {
    apply(taskKey, ComputeTaskAction.TASK_ACTION_EXECUTING, "");
  }

  default void finish(String taskKey) {
    apply(taskKey, ComputeTaskAction.TASK_ACTION_DONE, "");
  }

  default void fail(String taskKey) {
    apply(taskKey, ComputeTaskAction.TASK_ACTION_FAILED, "");
  }

  default void cancel(String taskKey) {
    apply(taskKey, ComputeTaskAction.TASK_ACTION_CANCELED, "");
  }

  default void disable(String taskKey, String output) {
    call(
        ComputeTaskServiceGrpc.getDisableOutputMethod(),
        DisableOutputParam.newBuilder().setComputeTaskKey(taskKey).setIdentifier(output).build());
  }
}
