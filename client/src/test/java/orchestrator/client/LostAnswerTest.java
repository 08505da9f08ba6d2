package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.ProfilingServiceGrpc;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostAnswerTest {
  private static final NewFunction FUNCTION =
      FunctionSpec.named("train").sharing(Sharing.with("MyOrg2MSP")).toMessage();

  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private <Q, A> A callWithLostAnswer(MethodDescriptor<Q, A> method, Q request) {
    return LossyCall.of(server, client, method, request);
  }

  @Test
  void aRegisteredFunctionIsRecognised() {
    assertThat(callWithLostAnswer(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION))
        .isEqualTo(server.function(FUNCTION.getKey()));
  }

  @Test
  void aFunctionOfTheSameKeyButOtherContentIsAConflict() {
    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);
    server.faults().refuse(FunctionServiceGrpc.getRegisterFunctionMethod(), Status.UNAVAILABLE);
    NewFunction other = FUNCTION.toBuilder().setName("test").build();

    OrchestratorException refusal =
        catchThrowableOfType(
            OrchestratorException.class,
            () -> client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), other));

    assertThat(refusal.is(ErrorCode.CONFLICT)).isTrue();
    assertThat(refusal.outcomeUnknown()).isFalse();
  }

  @Test
  void aFunctionSharedWithOthersThanAskedIsAConflict() {
    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);
    server.faults().refuse(FunctionServiceGrpc.getRegisterFunctionMethod(), Status.UNAVAILABLE);
    NewFunction other = FUNCTION.toBuilder().setNewPermissions(Sharing.everyone()).build();

    assertThat(
            catchThrowableOfType(
                OrchestratorException.class,
                () -> client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), other)))
        .matches(refusal -> refusal.is(ErrorCode.CONFLICT));
  }

  @Test
  void aConflictWithoutALostAnswerIsAConflictEvenForTheSameContent() {
    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);

    assertThat(
            catchThrowableOfType(
                OrchestratorException.class,
                () -> client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION)))
        .matches(refusal -> refusal.is(ErrorCode.CONFLICT));
  }

  @Test
  void aRegisteredOrganizationIsRecognised() {
    assertThat(
            callWithLostAnswer(
                    OrganizationServiceGrpc.getRegisterOrganizationMethod(),
                    RegisterOrganizationParam.newBuilder().setAddress("https://one").build())
                .getAddress())
        .isEqualTo("https://one");
  }

  @Test
  void aPlanAndItsTasksAreRecognisedInTheOrderOfTheirRegistration() {
    server.faults().loseAnswer(ComputePlanServiceGrpc.getRegisterPlanMethod());
    server.faults().loseAnswer(ComputeTaskServiceGrpc.getRegisterTasksMethod());
    PlanBuilder plan = client.plan("lossy").tag("t").metadata("k", "v");
    TaskBuilder first = plan.task("f").worker("MyOrg1MSP").output("model");
    TaskBuilder second = plan.task("f").worker("MyOrg1MSP").transientOutput("model");
    TaskBuilder joint =
        plan.task("f").worker("MyOrg1MSP").input("m", first, "model").input("m", second, "model");

    PlanBuilder.RegisteredPlan registered = plan.register();

    assertThat(registered.plan().getName()).isEqualTo("lossy");
    assertThat(registered.tasks())
        .extracting(ComputeTask::getKey)
        .containsExactly(first.key(), second.key(), joint.key());
  }

  @Test
  void manyTasksAreRecognisedInPages() {
    PlanBuilder plan = client.plan("many");
    for (int i = 0; i < 101; i++) {
      plan.task("f").worker("MyOrg1MSP").output("model");
    }
    List<ComputeTask> registered = plan.register().tasks();

    assertThat(plan.register().tasks()).isEqualTo(registered);
    assertThat(server.faults().calls(ComputeTaskServiceGrpc.getGetTaskMethod())).isEmpty();
    assertThat(server.faults().calls(ComputeTaskServiceGrpc.getQueryTasksMethod())).hasSize(1);
  }

  @Test
  void aModelIsRecognisedByItsKeyAddressAndOutput() {
    NewModel model =
        NewModel.newBuilder()
            .setKey(Keys.random())
            .setComputeTaskKey(server.executingTask().getKey())
            .setComputeTaskOutputIdentifier("model")
            .setAddress(Addressables.of("weights", "https://store.example.org/m"))
            .build();

    callWithLostAnswer(ModelServiceGrpc.getRegisterModelMethod(), model);

    assertThat(server.models()).hasSize(1);
    server.faults().refuse(ModelServiceGrpc.getRegisterModelMethod(), Status.UNAVAILABLE);
    NewModel elsewhere = model.toBuilder().setComputeTaskOutputIdentifier("other").build();
    assertThat(
            catchThrowableOfType(
                OrchestratorException.class,
                () -> client.call(ModelServiceGrpc.getRegisterModelMethod(), elsewhere)))
        .matches(refusal -> refusal.is(ErrorCode.CONFLICT));
  }

  @Test
  void aPerformanceIsRecognisedEvenWhenItIsNotANumber() {
    NewPerformance performance =
        NewPerformance.newBuilder()
            .setComputeTaskKey(server.executingTask().getKey())
            .setComputeTaskOutputIdentifier("accuracy")
            .setPerformanceValue(Float.NaN)
            .build();

    assertThat(
            callWithLostAnswer(PerformanceServiceGrpc.getRegisterPerformanceMethod(), performance)
                .getPerformanceValue())
        .isNaN();
  }

  @Test
  void aFailureReportIsRecognisedThoughTheTaskHasFailedSince() {
    NewFailureReport report =
        NewFailureReport.newBuilder()
            .setAssetKey(server.executingTask().getKey())
            .setAssetType(FailedAssetKind.FAILED_ASSET_COMPUTE_TASK)
            .setErrorType(ErrorType.ERROR_TYPE_INTERNAL)
            .build();

    assertThat(
            callWithLostAnswer(FailureReportServiceGrpc.getRegisterFailureReportMethod(), report)
                .getAssetKey())
        .isEqualTo(report.getAssetKey());
  }

  @Test
  void aTaskThatIsDoneAlreadyCountsAsDoneAfterALostAnswer() {
    String task = server.executingTask().getKey();

    callWithLostAnswer(
        ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(task)
            .setAction(ComputeTaskAction.TASK_ACTION_DONE)
            .build());

    assertThat(server.status(task)).isEqualTo(ComputeTaskStatus.STATUS_DONE);
  }

  @Test
  void aTaskThatIsInAnotherStatusIsARefusalAfterALostAnswer() {
    ComputeTask canceled =
        server.executingTask().toBuilder().setStatus(ComputeTaskStatus.STATUS_CANCELED).build();
    server.put(canceled);
    server.faults().refuse(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), Status.UNAVAILABLE);

    assertThat(
            catchThrowableOfType(
                OrchestratorException.class,
                () ->
                    client.call(
                        ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
                        ApplyTaskActionParam.newBuilder()
                            .setComputeTaskKey(canceled.getKey())
                            .setAction(ComputeTaskAction.TASK_ACTION_DONE)
                            .build())))
        .matches(refusal -> refusal.is(ErrorCode.INAPPROPRIATE_STATUS));
  }

  @Test
  void aFunctionThatIsBuildingAlreadyCountsAsDoneAfterALostAnswer() {
    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);

    callWithLostAnswer(
        FunctionServiceGrpc.getApplyFunctionActionMethod(),
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(FUNCTION.getKey())
            .setAction(FunctionAction.FUNCTION_ACTION_BUILDING)
            .build());
  }

  @Test
  void aPlanThatIsCanceledAlreadyCountsAsDoneAfterALostAnswer() {
    NewComputePlan plan = NewComputePlan.newBuilder().setKey(Keys.random()).setName("p").build();
    client.call(ComputePlanServiceGrpc.getRegisterPlanMethod(), plan);

    callWithLostAnswer(
        ComputePlanServiceGrpc.getApplyPlanActionMethod(),
        ApplyPlanActionParam.newBuilder()
            .setKey(plan.getKey())
            .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
            .build());
  }

  @Test
  void aProfilingStepIsNotRepeatedAndItsOutcomeIsUnknown() {
    server.faults().loseAnswer(ProfilingServiceGrpc.getRegisterProfilingStepMethod());

    OrchestratorException failure =
        catchThrowableOfType(
            OrchestratorException.class,
            () ->
                client.call(
                    ProfilingServiceGrpc.getRegisterProfilingStepMethod(),
                    ProfilingStep.getDefaultInstance()));

    assertThat(failure.outcomeUnknown()).isTrue();
    assertThat(server.faults().calls(ProfilingServiceGrpc.getRegisterProfilingStepMethod()))
        .hasSize(1);
  }

  private static Stream<MethodDescriptor<?, ?>> writes() {
    return Stream.of(
            OrganizationServiceGrpc.getServiceDescriptor(),
            FunctionServiceGrpc.getServiceDescriptor(),
            DataManagerServiceGrpc.getServiceDescriptor(),
            DataSampleServiceGrpc.getServiceDescriptor(),
            ComputePlanServiceGrpc.getServiceDescriptor(),
            ComputeTaskServiceGrpc.getServiceDescriptor(),
            ModelServiceGrpc.getServiceDescriptor(),
            PerformanceServiceGrpc.getServiceDescriptor(),
            FailureReportServiceGrpc.getServiceDescriptor(),
            ProfilingServiceGrpc.getServiceDescriptor())
        .map(ServiceDescriptor::getMethods)
        .<MethodDescriptor<?, ?>>flatMap(methods -> methods.stream())
        .filter(method -> !method.isSafe());
  }

  @Test
  void everyWriteButTheProfilingStepIsTriedAgain() {
    assertThat(writes().filter(method -> !LostAnswers.isRepeatable(method)))
        .extracting(MethodDescriptor::getBareMethodName)
        .containsExactly("RegisterProfilingStep");
  }

  /** What the request of a call registers, without any content. */
  private static Message empty(MethodDescriptor<?, ?> method) {
    Message request = (Message) method.parseRequest(InputStream.nullInputStream());
    return AssetReads.batch(request.getDescriptorForType())
        .map(items -> request.newBuilderForType().newBuilderForField(items).build())
        .orElse(request);
  }

  @Test
  void everyFieldOfARegistrationIsCompared() {
    Comparison comparison =
        new Comparison(new RetryingCaller(null, () -> {}, CallSettings.DEFAULT, "MyOrg1MSP"));

    assertThat(
            writes()
                .filter(method -> method.getBareMethodName().startsWith("Register"))
                .filter(LostAnswers::isRepeatable))
        .hasSize(10)
        .allSatisfy(
            method -> {
              Descriptor asset = LostAnswers.asset(LostAnswers.schema(method).orElseThrow());
              // A field without a counterpart in the asset would end the comparison.
              assertThat(comparison.isSame(empty(method), DynamicMessage.getDefaultInstance(asset)))
                  .isEqualTo(
                      asset.findFieldByName("owner") == null
                          && asset.findFieldByName("id") == null);
            });
  }
}
