package orchestrator.lib.operation;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.lib.service.BatchService;
import orchestrator.lib.service.ComputePlanService;
import orchestrator.lib.service.ComputeTaskService;
import orchestrator.lib.service.DataManagerService;
import orchestrator.lib.service.DataSampleService;
import orchestrator.lib.service.DatasetService;
import orchestrator.lib.service.EventService;
import orchestrator.lib.service.FailureReportService;
import orchestrator.lib.service.FunctionService;
import orchestrator.lib.service.InfoService;
import orchestrator.lib.service.ModelService;
import orchestrator.lib.service.OrganizationService;
import orchestrator.lib.service.PerformanceService;
import orchestrator.lib.service.ProfilingService;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.BatchServiceGrpc;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.DatasetServiceGrpc;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.ProfilingServiceGrpc;

/**
 * Holds the table of operations: every unary rpc and what it does. Whoever carries calls, a server
 * or a chaincode, takes them from here, so an rpc that is here works everywhere.
 */
@Singleton
public final class Operations {
  private final Map<String, Operation<?, ?>> rows = new TreeMap<>();
  private final Map<String, ServiceDescriptor> services = new TreeMap<>();
  private final SizeLimits sizes;

  /** Builds the table; fails if an rpc has no row. */
  @Inject
  Operations(
      OrganizationService organizations,
      FunctionService functions,
      DataManagerService managers,
      DataSampleService samples,
      DatasetService datasets,
      ComputePlanService plans,
      ComputeTaskService tasks,
      ModelService models,
      PerformanceService performances,
      FailureReportService failures,
      ProfilingService profiling,
      BatchService batches,
      EventService events,
      InfoService info,
      SizeLimits sizes) {
    this.sizes = sizes;
    // spotless:off: a row is a line
    service(OrganizationServiceGrpc.getServiceDescriptor(),
        row(OrganizationServiceGrpc.getRegisterOrganizationMethod(), organizations::registerOrganization),
        row(OrganizationServiceGrpc.getGetAllOrganizationsMethod(), organizations::getAllOrganizations));
    service(FunctionServiceGrpc.getServiceDescriptor(),
        row(FunctionServiceGrpc.getRegisterFunctionMethod(), functions::registerFunction),
        row(FunctionServiceGrpc.getGetFunctionMethod(), functions::getFunction),
        row(FunctionServiceGrpc.getQueryFunctionsMethod(), functions::queryFunctions),
        row(FunctionServiceGrpc.getUpdateFunctionMethod(), functions::updateFunction),
        row(FunctionServiceGrpc.getApplyFunctionActionMethod(), functions::applyFunctionAction));
    service(DataManagerServiceGrpc.getServiceDescriptor(),
        row(DataManagerServiceGrpc.getRegisterDataManagerMethod(), managers::registerDataManager),
        row(DataManagerServiceGrpc.getGetDataManagerMethod(), managers::getDataManager),
        row(DataManagerServiceGrpc.getQueryDataManagersMethod(), managers::queryDataManagers),
        row(DataManagerServiceGrpc.getUpdateDataManagerMethod(), managers::updateDataManager));
    service(DataSampleServiceGrpc.getServiceDescriptor(),
        row(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), samples::registerDataSamples),
        row(DataSampleServiceGrpc.getUpdateDataSamplesMethod(), samples::updateDataSamples),
        row(DataSampleServiceGrpc.getQueryDataSamplesMethod(), samples::queryDataSamples),
        row(DataSampleServiceGrpc.getGetDataSampleMethod(), samples::getDataSample));
    service(DatasetServiceGrpc.getServiceDescriptor(),
        row(DatasetServiceGrpc.getGetDatasetMethod(), datasets::getDataset));
    service(ComputePlanServiceGrpc.getServiceDescriptor(),
        row(ComputePlanServiceGrpc.getRegisterPlanMethod(), plans::registerPlan),
        row(ComputePlanServiceGrpc.getGetPlanMethod(), plans::getPlan),
        row(ComputePlanServiceGrpc.getApplyPlanActionMethod(), plans::applyPlanAction),
        row(ComputePlanServiceGrpc.getQueryPlansMethod(), plans::queryPlans),
        row(ComputePlanServiceGrpc.getUpdatePlanMethod(), plans::updatePlan),
        row(ComputePlanServiceGrpc.getIsPlanRunningMethod(), plans::isPlanRunning));
    service(ComputeTaskServiceGrpc.getServiceDescriptor(),
        row(ComputeTaskServiceGrpc.getRegisterTasksMethod(), tasks::registerTasks),
        row(ComputeTaskServiceGrpc.getQueryTasksMethod(), tasks::queryTasks),
        row(ComputeTaskServiceGrpc.getGetTaskMethod(), tasks::getTask),
        row(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), tasks::applyTaskAction),
        row(ComputeTaskServiceGrpc.getGetTaskInputAssetsMethod(), tasks::getTaskInputAssets),
        row(ComputeTaskServiceGrpc.getDisableOutputMethod(), tasks::disableOutput));
    service(ModelServiceGrpc.getServiceDescriptor(),
        row(ModelServiceGrpc.getRegisterModelMethod(), models::registerModel),
        row(ModelServiceGrpc.getRegisterModelsMethod(), models::registerModels),
        row(ModelServiceGrpc.getGetModelMethod(), models::getModel),
        row(ModelServiceGrpc.getGetComputeTaskOutputModelsMethod(), models::getComputeTaskOutputModels));
    service(PerformanceServiceGrpc.getServiceDescriptor(),
        row(PerformanceServiceGrpc.getRegisterPerformanceMethod(), performances::registerPerformance),
        row(PerformanceServiceGrpc.getQueryPerformancesMethod(), performances::queryPerformances));
    service(FailureReportServiceGrpc.getServiceDescriptor(),
        row(FailureReportServiceGrpc.getRegisterFailureReportMethod(), failures::registerFailureReport),
        row(FailureReportServiceGrpc.getGetFailureReportMethod(), failures::getFailureReport));
    service(ProfilingServiceGrpc.getServiceDescriptor(),
        row(ProfilingServiceGrpc.getRegisterProfilingStepMethod(), profiling::registerProfilingStep));
    service(BatchServiceGrpc.getServiceDescriptor(),
        row(BatchServiceGrpc.getRunBatchMethod(), batches::runBatch));
    service(EventServiceGrpc.getServiceDescriptor(),
        row(EventServiceGrpc.getQueryEventsMethod(), events::queryEvents));
    service(InfoServiceGrpc.getServiceDescriptor(),
        row(InfoServiceGrpc.getQueryVersionMethod(), info::queryVersion));
    // spotless:on
  }

  private <Q, A> Operation<Q, A> row(
      MethodDescriptor<Q, A> method, Operation.Handler<Q, A> handler) {
    return new Operation<>(method, handler, sizes);
  }

  private void service(ServiceDescriptor service, Operation<?, ?>... operations) {
    for (Operation<?, ?> operation : operations) {
      rows.put(operation.method().getFullMethodName(), operation);
    }
    services.put(service.getName(), service);
    List<String> missing =
        service.getMethods().stream()
            .filter(method -> method.getType() == MethodType.UNARY)
            .map(MethodDescriptor::getFullMethodName)
            .filter(name -> !rows.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("rpcs without a row: " + missing);
    }
  }

  /** The row of an rpc, by its full name without a leading slash; empty for the event stream. */
  public Optional<Operation<?, ?>> find(String fullMethodName) {
    return Optional.ofNullable(rows.get(fullMethodName));
  }

  /** All services of the API, by name. */
  public Collection<ServiceDescriptor> services() {
    return services.values();
  }
}
