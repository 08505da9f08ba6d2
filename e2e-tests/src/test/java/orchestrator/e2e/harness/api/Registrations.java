package orchestrator.e2e.harness.api;

import java.util.Arrays;
import java.util.List;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.Performance;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterTasksParam;

/**
 * Registers assets, one call each, or a batch where the API has one, and answers what was
 * registered.
 */
public interface Registrations extends Caller {

  default Function register(NewFunction.Builder request) {
    return call(FunctionServiceGrpc.getRegisterFunctionMethod(), request.build());
  }

  default DataManager register(NewDataManager.Builder request) {
    return call(DataManagerServiceGrpc.getRegisterDataManagerMethod(), request.build());
  }

  default List<DataSample> register(NewDataSample.Builder... requests) {
    var all = RegisterDataSamplesParam.newBuilder();
    Arrays.stream(requests).forEach(all::addSamples);
    return call(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), all.build())
        .getDataSamplesList();
  }

  default ComputePlan register(NewComputePlan.Builder request) {
    return call(ComputePlanServiceGrpc.getRegisterPlanMethod(), request.build());
  }

  default List<ComputeTask> register(NewComputeTask.Builder... requests) {
    var all = RegisterTasksParam.newBuilder();
    Arrays.stream(requests).forEach(all::addTasks);
    return call(ComputeTaskServiceGrpc.getRegisterTasksMethod(), all.build()).getTasksList();
  }

  default Model register(NewModel.Builder request) {
    return call(ModelServiceGrpc.getRegisterModelMethod(), request.build());
  }

  default List<Model> registerAll(NewModel.Builder... requests) {
    var all = RegisterModelsParam.newBuilder();
    Arrays.stream(requests).forEach(all::addModels);
    return call(ModelServiceGrpc.getRegisterModelsMethod(), all.build()).getModelsList();
  }

  default Performance register(NewPerformance.Builder request) {
    return call(PerformanceServiceGrpc.getRegisterPerformanceMethod(), request.build());
  }

  default FailureReport register(NewFailureReport.Builder request) {
    return call(FailureReportServiceGrpc.getRegisterFailureReportMethod(), request.build());
  }
}
