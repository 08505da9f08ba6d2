package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.MethodDescriptor;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Java client recognises what it has done before by what stands on the server. */
class RepeatedCallTest extends Scenario {
  private OrchestratorClient client;

  @BeforeEach
  void aClient() {
    client =
        OrchestratorClient.builder(deployment.target())
            .organization(ONE)
            .channel("mychannel")
            .build();
  }

  @AfterEach
  void noClient() {
    client.close();
  }

  /** Registers, and registers again, which answers the same. */
  private <Q, A> void twice(MethodDescriptor<Q, A> method, Q request) {
    A answer = client.call(method, request);
    assertThat(client.callAgain(method, request)).isEqualTo(answer);
  }

  private void act(String task, ComputeTaskAction action) {
    twice(
        ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
        ApplyTaskActionParam.newBuilder().setComputeTaskKey(key(task)).setAction(action).build());
  }

  @Test
  void anOrganizationIsRecognised() {
    assertThat(
            client
                .callAgain(
                    OrganizationServiceGrpc.getRegisterOrganizationMethod(),
                    RegisterOrganizationParam.getDefaultInstance())
                .getId())
        .isEqualTo(ONE);
  }

  @Test
  void everyOtherWriteIsRecognised() {
    twice(
        FunctionServiceGrpc.getRegisterFunctionMethod(),
        measuringFunction("function")
            .setNewPermissions(only(TWO))
            .putOutputs("model", makes(AssetKind.ASSET_MODEL).toBuilder().setMultiple(true).build())
            .putMetadata("b", "1")
            .putMetadata("a", "2")
            .build());
    twice(
        DataManagerServiceGrpc.getRegisterDataManagerMethod(),
        manager("manager").setLogsPermission(only(TWO)).build());
    twice(
        DataSampleServiceGrpc.getRegisterDataSamplesMethod(),
        RegisterDataSamplesParam.newBuilder()
            .addSamples(sample("first", "manager").setTestOnly(true))
            .addSamples(sample("second"))
            .build());
    twice(
        FunctionServiceGrpc.getApplyFunctionActionMethod(),
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(key("function"))
            .setAction(FunctionAction.FUNCTION_ACTION_BUILDING)
            .build());
    one.apply(key("function"), FunctionAction.FUNCTION_ACTION_READY);
    twice(ComputePlanServiceGrpc.getRegisterPlanMethod(), plan("plan").build());
    twice(
        ComputeTaskServiceGrpc.getRegisterTasksMethod(),
        RegisterTasksParam.newBuilder()
            .addTasks(child("child", "parent").putOutputs("score", output()))
            .addTasks(
                task("parent")
                    .putMetadata("k", "v")
                    .putOutputs("model", transientOutput())
                    .putOutputs("score", output()))
            .addTasks(task("failing").putOutputs("score", output()))
            .build());
    act("parent", ComputeTaskAction.TASK_ACTION_EXECUTING);
    twice(ModelServiceGrpc.getRegisterModelMethod(), model("m1", "parent").build());
    twice(
        ModelServiceGrpc.getRegisterModelsMethod(),
        RegisterModelsParam.newBuilder()
            .addModels(model("m3", "parent"))
            .addModels(model("m2", "parent"))
            .build());
    twice(
        PerformanceServiceGrpc.getRegisterPerformanceMethod(), performance("parent", 1.5f).build());
    act("parent", ComputeTaskAction.TASK_ACTION_DONE);
    act("child", ComputeTaskAction.TASK_ACTION_CANCELED);
    twice(
        ComputeTaskServiceGrpc.getDisableOutputMethod(),
        DisableOutputParam.newBuilder()
            .setComputeTaskKey(key("parent"))
            .setIdentifier("model")
            .build());
    twice(
        ComputePlanServiceGrpc.getApplyPlanActionMethod(),
        ApplyPlanActionParam.newBuilder()
            .setKey(key("plan"))
            .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
            .build());
    act("failing", ComputeTaskAction.TASK_ACTION_EXECUTING);
    twice(
        FailureReportServiceGrpc.getRegisterFailureReportMethod(), taskFailure("failing").build());
  }

  @Test
  void anotherContentOrAnotherOwnerIsAConflict() {
    one.register(function("function"));
    two.register(function("theirs"));

    for (var asked :
        new NewFunction[] {
          function("function").putMetadata("k", "v").build(), function("theirs").build()
        }) {
      assertThat(
              catchThrowableOfType(
                  OrchestratorException.class,
                  () -> client.callAgain(FunctionServiceGrpc.getRegisterFunctionMethod(), asked)))
          .matches(refusal -> refusal.is(ErrorCode.CONFLICT), "is a conflict");
    }
  }
}
