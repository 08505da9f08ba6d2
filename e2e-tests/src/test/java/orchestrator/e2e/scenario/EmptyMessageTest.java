package orchestrator.e2e.scenario;

import static java.util.Map.entry;
import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.Map;
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
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewModel;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.ProfilingServiceGrpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a message with nothing in it is answered with, by every method. */
class EmptyMessageTest extends Scenario {
  private static final String BLANK = ": cannot be blank";
  private static final String RENAMED = " is not valid: key" + BLANK + "; name" + BLANK;
  private static final String NOT_FOUND = " with key \"\" not found";

  /** The answer of a call that is done. */
  private static final String DONE = "";

  private static final Map<String, String> ANSWERS =
      Map.ofEntries(
          entry(
              "OrganizationService/RegisterOrganization",
              "OE0006: organization with key \"MyOrg1MSP\" already exists"),
          entry("OrganizationService/GetAllOrganizations", DONE),
          entry(
              "FunctionService/RegisterFunction",
              "OE0101: function"
                  + RENAMED
                  + ("; description" + BLANK + "; archive" + BLANK)
                  + ("; new_permissions" + BLANK)),
          entry("FunctionService/GetFunction", "OE0002: function" + NOT_FOUND),
          entry("FunctionService/QueryFunctions", DONE),
          entry("FunctionService/UpdateFunction", "OE0101: function" + RENAMED),
          entry("FunctionService/ApplyFunctionAction", "OE0003: unsupported action"),
          entry(
              "DataManagerService/RegisterDataManager",
              "OE0101: datamanager"
                  + RENAMED
                  + ("; new_permissions" + BLANK + "; description" + BLANK)
                  + ("; opener" + BLANK)
                  + ("; logs_permission" + BLANK)),
          entry("DataManagerService/GetDataManager", "OE0002: datamanager" + NOT_FOUND),
          entry("DataManagerService/QueryDataManagers", DONE),
          entry("DataManagerService/UpdateDataManager", "OE0101: datamanager" + RENAMED),
          entry("DataSampleService/RegisterDataSamples", DONE),
          entry(
              "DataSampleService/UpdateDataSamples",
              "OE0101: datasample is not valid: keys" + BLANK),
          entry("DataSampleService/QueryDataSamples", DONE),
          entry("DataSampleService/GetDataSample", "OE0002: datasample" + NOT_FOUND),
          entry("DatasetService/GetDataset", "OE0002: datamanager" + NOT_FOUND),
          entry("ComputePlanService/RegisterPlan", "OE0101: computeplan" + RENAMED),
          entry("ComputePlanService/GetPlan", "OE0002: computeplan" + NOT_FOUND),
          entry("ComputePlanService/ApplyPlanAction", "OE0002: computeplan" + NOT_FOUND),
          entry("ComputePlanService/QueryPlans", DONE),
          entry("ComputePlanService/UpdatePlan", "OE0101: computeplan" + RENAMED),
          entry("ComputePlanService/IsPlanRunning", "OE0002: computeplan" + NOT_FOUND),
          entry("ComputeTaskService/RegisterTasks", "OE0003: no task to register"),
          entry("ComputeTaskService/QueryTasks", DONE),
          entry("ComputeTaskService/GetTask", "OE0002: computetask" + NOT_FOUND),
          entry("ComputeTaskService/ApplyTaskAction", "OE0002: computetask" + NOT_FOUND),
          entry("ComputeTaskService/GetTaskInputAssets", "OE0002: computetask" + NOT_FOUND),
          entry("ComputeTaskService/DisableOutput", "OE0002: computetask" + NOT_FOUND),
          entry("ModelService/RegisterModel", "OE0002: computetask" + NOT_FOUND),
          entry("ModelService/RegisterModels", "OE0003: no model to register"),
          entry("ModelService/GetModel", "OE0002: model" + NOT_FOUND),
          entry("ModelService/GetComputeTaskOutputModels", DONE),
          entry(
              "PerformanceService/RegisterPerformance",
              "OE0101: performance is not valid: compute_task_key"
                  + BLANK
                  + ("; compute_task_output_identifier" + BLANK)),
          entry("PerformanceService/QueryPerformances", DONE),
          entry(
              "FailureReportService/RegisterFailureReport",
              "OE0101: failurereport is not valid: asset_key" + BLANK + "; error_type" + BLANK),
          entry("FailureReportService/GetFailureReport", "OE0002: failure report" + NOT_FOUND),
          entry(
              "ProfilingService/RegisterProfilingStep",
              "OE0101: profiling_step is not valid: asset_key"
                  + BLANK
                  + ("; step" + BLANK + "; duration" + BLANK)),
          entry("BatchService/RunBatch", "OE0003: no step to run"),
          entry("EventService/QueryEvents", DONE),
          entry("InfoService/QueryVersion", DONE));

  static List<MethodDescriptor<?, ?>> methods() {
    return List.of(
            OrganizationServiceGrpc.getServiceDescriptor(),
            FunctionServiceGrpc.getServiceDescriptor(),
            DataManagerServiceGrpc.getServiceDescriptor(),
            DataSampleServiceGrpc.getServiceDescriptor(),
            DatasetServiceGrpc.getServiceDescriptor(),
            ComputePlanServiceGrpc.getServiceDescriptor(),
            ComputeTaskServiceGrpc.getServiceDescriptor(),
            ModelServiceGrpc.getServiceDescriptor(),
            PerformanceServiceGrpc.getServiceDescriptor(),
            FailureReportServiceGrpc.getServiceDescriptor(),
            ProfilingServiceGrpc.getServiceDescriptor(),
            BatchServiceGrpc.getServiceDescriptor(),
            EventServiceGrpc.getServiceDescriptor(),
            InfoServiceGrpc.getServiceDescriptor())
        .stream()
        .map(ServiceDescriptor::getMethods)
        .<MethodDescriptor<?, ?>>flatMap(methods -> methods.stream())
        .filter(method -> method.getType() == MethodType.UNARY)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("methods")
  <Q> void anEmptyMessageGetsADefiniteAnswer(MethodDescriptor<Q, ?> method) {
    PrototypeMarshaller<Q> marshaller = (PrototypeMarshaller<Q>) method.getRequestMarshaller();
    Q empty = marshaller.getMessageClass().cast(marshaller.getMessagePrototype());
    String name = method.getFullMethodName().substring("orchestrator.".length());

    assertThat(ANSWERS).containsKey(name);
    if (ANSWERS.get(name).equals(DONE)) {
      assertThatCode(() -> one.call(method, empty)).doesNotThrowAnyException();
    } else {
      refused(ANSWERS.get(name), () -> one.call(method, empty));
    }
  }

  @Test
  void soDoesAnEmptyItemOfABatch() {
    refused(
        "OE0101: datasample is not valid: samples[1].key: cannot be blank;"
            + " samples[1].checksum: cannot be blank",
        () -> one.register(sample("s"), NewDataSample.newBuilder()));
    refused(
        "OE0101: computetask is not valid: tasks[1].key: cannot be blank;"
            + " tasks[1].function_key: cannot be blank; tasks[1].compute_plan_key: cannot be blank",
        () -> one.register(task("t"), NewComputeTask.newBuilder()));
    refused(
        "OE0002: computetask with key \"\" not found",
        () -> one.registerAll(NewModel.newBuilder()));
  }
}
