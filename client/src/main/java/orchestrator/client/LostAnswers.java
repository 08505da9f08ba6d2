package orchestrator.client;

import io.grpc.MethodDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.proto.ApplyFunctionActionResponse;
import orchestrator.proto.ApplyTaskActionResponse;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.DisableOutputResponse;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.PerformanceServiceGrpc;

/**
 * How each write finds out, after a lost answer, that it had been done.
 *
 * <p>A write without a row here is not tried again after its answer was lost:
 * RegisterProfilingStep, whose only trace is an event that looks the same each time, and what this
 * client does not know.
 */
final class LostAnswers {
  static final LostAnswers TABLE = new LostAnswers();

  private final Map<String, Evidence<?, ?>> rows = new HashMap<>();

  private LostAnswers() {
    row(OrganizationServiceGrpc.getRegisterOrganizationMethod(), Registered::organization);
    row(FunctionServiceGrpc.getRegisterFunctionMethod(), Registered::function);
    row(DataManagerServiceGrpc.getRegisterDataManagerMethod(), Registered::dataManager);
    row(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), Registered::dataSamples);
    row(ComputePlanServiceGrpc.getRegisterPlanMethod(), Registered::plan);
    row(ComputeTaskServiceGrpc.getRegisterTasksMethod(), RegisteredTasks::find);
    row(ModelServiceGrpc.getRegisterModelMethod(), RegisteredOutputs::model);
    row(ModelServiceGrpc.getRegisterModelsMethod(), RegisteredOutputs::models);
    row(PerformanceServiceGrpc.getRegisterPerformanceMethod(), RegisteredOutputs::performance);
    row(FailureReportServiceGrpc.getRegisterFailureReportMethod(), Registered::failureReport);

    row(
        ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
        (asked, refusal, reader) ->
            Transitions.wanted(asked.getAction())
                .filter(status -> Transitions.isIn(status.name(), refusal))
                .map(status -> ApplyTaskActionResponse.getDefaultInstance()));
    row(
        FunctionServiceGrpc.getApplyFunctionActionMethod(),
        (asked, refusal, reader) ->
            Transitions.wanted(asked.getAction())
                .filter(status -> Transitions.isIn(status.name(), refusal))
                .map(status -> ApplyFunctionActionResponse.getDefaultInstance()));
    row(ComputePlanServiceGrpc.getApplyPlanActionMethod(), Transitions::planCanceled);
    row(
        ComputeTaskServiceGrpc.getDisableOutputMethod(),
        (asked, refusal, reader) ->
            refusal.is(ErrorCode.OUTPUT_NOT_DISABLED)
                    && refusal.detail().contains("already disabled")
                ? Optional.of(DisableOutputResponse.getDefaultInstance())
                : Optional.empty());

    // Idempotent but for one more event: a refusal of the second try is meant for what was asked.
    row(FunctionServiceGrpc.getUpdateFunctionMethod(), LostAnswers::none);
    row(DataManagerServiceGrpc.getUpdateDataManagerMethod(), LostAnswers::none);
    row(DataSampleServiceGrpc.getUpdateDataSamplesMethod(), LostAnswers::none);
    row(ComputePlanServiceGrpc.getUpdatePlanMethod(), LostAnswers::none);
  }

  /** The row of a write; empty when it is not to be tried again after a lost answer. */
  @SuppressWarnings("unchecked") // A row is only added with the types of its method.
  <Q, A> Optional<Evidence<Q, A>> evidence(MethodDescriptor<Q, A> method) {
    return Optional.ofNullable((Evidence<Q, A>) rows.get(method.getFullMethodName()));
  }

  private <Q, A> void row(MethodDescriptor<Q, A> method, Evidence<Q, A> evidence) {
    rows.put(method.getFullMethodName(), evidence);
  }

  private static <Q, A> Optional<A> none(
      Q asked, OrchestratorException refusal, RetryingCaller reader) {
    return Optional.empty();
  }
}
