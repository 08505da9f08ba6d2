package orchestrator.e2e.harness.api;

import java.util.List;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInputAsset;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.Dataset;
import orchestrator.proto.DatasetServiceGrpc;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetDataSampleParam;
import orchestrator.proto.GetDatasetParam;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;

/** Gets what is registered, by key; one call each. */
public interface Lookups extends Caller {

  default Function function(String key) {
    return call(
        FunctionServiceGrpc.getGetFunctionMethod(),
        GetFunctionParam.newBuilder().setKey(key).build());
  }

  default DataManager manager(String key) {
    return call(
        DataManagerServiceGrpc.getGetDataManagerMethod(),
        GetDataManagerParam.newBuilder().setKey(key).build());
  }

  default DataSample sample(String key) {
    return call(
        DataSampleServiceGrpc.getGetDataSampleMethod(),
        GetDataSampleParam.newBuilder().setKey(key).build());
  }

  default Dataset dataset(String managerKey) {
    return call(
        DatasetServiceGrpc.getGetDatasetMethod(),
        GetDatasetParam.newBuilder().setKey(managerKey).build());
  }

  default ComputePlan plan(String key) {
    return call(
        ComputePlanServiceGrpc.getGetPlanMethod(),
        GetComputePlanParam.newBuilder().setKey(key).build());
  }

  default boolean isRunning(String planKey) {
    return call(
            ComputePlanServiceGrpc.getIsPlanRunningMethod(),
            IsPlanRunningParam.newBuilder().setKey(planKey).build())
        .getIsRunning();
  }

  default ComputeTask task(String key) {
    return call(
        ComputeTaskServiceGrpc.getGetTaskMethod(), GetTaskParam.newBuilder().setKey(key).build());
  }

  default ComputeTaskStatus status(String taskKey) {
    return task(taskKey).getStatus();
  }

  default List<ComputeTaskInputAsset> inputs(String taskKey) {
    return call(
            ComputeTaskServiceGrpc.getGetTaskInputAssetsMethod(),
            GetTaskInputAssetsParam.newBuilder().setComputeTaskKey(taskKey).build())
        .getAssetsList();
  }

  default Model model(String key) {
    return call(
        ModelServiceGrpc.getGetModelMethod(), GetModelParam.newBuilder().setKey(key).build());
  }

  default List<Model> modelsOf(String taskKey) {
    return call(
            ModelServiceGrpc.getGetComputeTaskOutputModelsMethod(),
            GetComputeTaskModelsParam.newBuilder().setComputeTaskKey(taskKey).build())
        .getModelsList();
  }

  default FailureReport failureReport(String assetKey) {
    return call(
        FailureReportServiceGrpc.getGetFailureReportMethod(),
        GetFailureReportParam.newBuilder().setAssetKey(assetKey).build());
  }
}
