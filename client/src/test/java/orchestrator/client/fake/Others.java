package orchestrator.client.fake;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyPlanActionResponse;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.GetAllOrganizationsResponse;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.Organization;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.ProfilingServiceGrpc;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.RegisterOrganizationParam;

/** The services of few methods. */
final class Others {
  private Others() {}

  static List<BindableService> services(State state) {
    return List.of(
        new Organizations(state), new Plans(state), new Failures(state), new Profiling());
  }

  private static final class Organizations
      extends OrganizationServiceGrpc.OrganizationServiceImplBase {
    private final State state;

    Organizations(State state) {
      this.state = state;
    }

    @Override
    public void registerOrganization(
        RegisterOrganizationParam asked, StreamObserver<Organization> observer) {
      Answers.answer(
          state,
          observer,
          () -> {
            if (state.organizations.containsKey(State.OWNER)) {
              throw Refusal.conflict("organization", State.OWNER);
            }
            Organization organization =
                Organization.newBuilder().setId(State.OWNER).setAddress(asked.getAddress()).build();
            state.organizations.put(State.OWNER, organization);
            return organization;
          });
    }

    @Override
    public void getAllOrganizations(
        GetAllOrganizationsParam asked, StreamObserver<GetAllOrganizationsResponse> observer) {
      Answers.answer(
          state,
          observer,
          () ->
              GetAllOrganizationsResponse.newBuilder()
                  .addAllOrganizations(state.organizations.values())
                  .build());
    }
  }

  private static final class Plans extends ComputePlanServiceGrpc.ComputePlanServiceImplBase {
    private final State state;

    Plans(State state) {
      this.state = state;
    }

    @Override
    public void registerPlan(NewComputePlan asked, StreamObserver<ComputePlan> observer) {
      Answers.answer(
          state,
          observer,
          () -> {
            if (state.plans.containsKey(asked.getKey())) {
              throw Refusal.conflict("computeplan", asked.getKey());
            }
            ComputePlan plan =
                ComputePlan.newBuilder()
                    .setKey(asked.getKey())
                    .setName(asked.getName())
                    .setTag(asked.getTag())
                    .putAllMetadata(asked.getMetadataMap())
                    .setOwner(State.OWNER)
                    .build();
            state.plans.put(plan.getKey(), plan);
            return plan;
          });
    }

    @Override
    public void getPlan(GetComputePlanParam asked, StreamObserver<ComputePlan> observer) {
      Answers.answer(state, observer, () -> get(asked.getKey()));
    }

    private ComputePlan get(String key) {
      return Optional.ofNullable(state.plans.get(key))
          .orElseThrow(() -> Refusal.notFound("computeplan", key));
    }

    @Override
    public void applyPlanAction(
        ApplyPlanActionParam asked, StreamObserver<ApplyPlanActionResponse> observer) {
      Answers.answer(
          state,
          observer,
          () -> {
            ComputePlan plan = get(asked.getKey());
            if (plan.hasCancelationDate()) {
              throw Refusal.terminated(asked.getKey());
            }
            state.plans.put(
                plan.getKey(),
                plan.toBuilder().setCancelationDate(Timestamp.getDefaultInstance()).build());
            return ApplyPlanActionResponse.getDefaultInstance();
          });
    }
  }

  private static final class Failures
      extends FailureReportServiceGrpc.FailureReportServiceImplBase {
    private final State state;

    Failures(State state) {
      this.state = state;
    }

    @Override
    public void registerFailureReport(
        NewFailureReport asked, StreamObserver<FailureReport> observer) {
      Answers.answer(
          state,
          observer,
          () -> {
            Optional<ComputeTask> task = Optional.ofNullable(state.tasks.get(asked.getAssetKey()));
            task.filter(t -> t.getStatus() != ComputeTaskStatus.STATUS_EXECUTING)
                .ifPresent(
                    t -> {
                      throw Refusal.badStatus("failure report", t.getStatus().name());
                    });
            task.ifPresent(
                t -> state.put(t.toBuilder().setStatus(ComputeTaskStatus.STATUS_FAILED).build()));
            FailureReport report =
                FailureReport.newBuilder()
                    .setAssetKey(asked.getAssetKey())
                    .setAssetType(asked.getAssetType())
                    .setErrorType(asked.getErrorType())
                    .setLogsAddress(asked.getLogsAddress())
                    .setOwner(State.OWNER)
                    .build();
            state.failures.put(report.getAssetKey(), report);
            return report;
          });
    }

    @Override
    public void getFailureReport(
        GetFailureReportParam asked, StreamObserver<FailureReport> observer) {
      Answers.answer(
          state,
          observer,
          () ->
              Optional.ofNullable(state.failures.get(asked.getAssetKey()))
                  .orElseThrow(() -> Refusal.notFound("failure report", asked.getAssetKey())));
    }
  }

  private static final class Profiling extends ProfilingServiceGrpc.ProfilingServiceImplBase {
    @Override
    public void registerProfilingStep(ProfilingStep asked, StreamObserver<Empty> observer) {
      observer.onNext(Empty.getDefaultInstance());
      observer.onCompleted();
    }
  }
}
