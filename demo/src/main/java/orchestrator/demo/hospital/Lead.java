package orchestrator.demo.hospital;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.PlanBuilder;
import orchestrator.client.spec.FolderStore;
import orchestrator.client.worker.FailureLog;
import orchestrator.client.worker.FunctionBuilder;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleQueryFilter;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.NewFunction;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.RegisterTasksParam;

/** Registers the study for all hospitals and looks after it, as the hospital that leads. */
public final class Lead {
  private final OrchestratorClient client;
  private final Study study;
  private final FolderStore store;
  private final StudyMessages messages;

  /** The lead of a study, whose client is connected as the study's first organization. */
  public Lead(OrchestratorClient client, Study study, FolderStore store) {
    this.client = client;
    this.study = study;
    this.store = store;
    this.messages = new StudyMessages(study, store);
  }

  /**
   * Registers the functions, which wait to be built then. All hospitals must be registered.
   *
   * <p>What is used last comes first, and is built first. A function's status changes that of all
   * tasks that wait for it, and on a ledger such a large change would lose against the many small
   * ones of tasks that are computed meanwhile.
   */
  public void registerFunctions() {
    List<NewFunction> lastUsedFirst = new ArrayList<>(messages.functions());
    Collections.reverse(lastUsedFirst);
    lastUsedFirst.forEach(
        function -> client.callAgain(FunctionServiceGrpc.getRegisterFunctionMethod(), function));
  }

  /**
   * Starts to build the functions, one after the other. Only those of this study, as others of the
   * same organization may be somebody else's to build.
   */
  public FunctionBuilder buildFunctions() {
    List<String> own = messages.functions().stream().map(NewFunction::getKey).toList();
    return FunctionBuilder.start(
        client, function -> own.contains(function.getKey()), this::build, FailureLog.none());
  }

  /** Checks a function's archive, which is its image. */
  private Addressable build(Function function) {
    return store.write(
        study.lead(),
        "functions/" + function.getKey() + "-image.txt",
        store.read(function.getArchive()));
  }

  /** Registers the plan, and all its tasks in one call. */
  public void registerPlan(StudyGraph graph) {
    PlanBuilder plan = messages.plan(client, graph);
    client.call(ComputePlanServiceGrpc.getRegisterPlanMethod(), plan.toMessage());
    client.call(
        ComputeTaskServiceGrpc.getRegisterTasksMethod(),
        RegisterTasksParam.newBuilder().addAllTasks(plan.taskMessages()).build());
  }

  /** The hospitals that have not registered their data manager and both samples yet. */
  public List<String> withoutData() {
    return study.hospitals().stream().filter(hospital -> !hasData(hospital)).toList();
  }

  private boolean hasData(String hospital) {
    QueryDataSamplesParam both =
        QueryDataSamplesParam.newBuilder()
            .setFilter(
                DataSampleQueryFilter.newBuilder()
                    .addKeys(study.training(hospital))
                    .addKeys(study.heldBack(hospital)))
            .build();
    // Samples are registered after their manager and need it.
    return client
            .call(DataSampleServiceGrpc.getQueryDataSamplesMethod(), both)
            .getDataSamplesCount()
        == 2;
  }

  /** How many records each hospital holds back; all must have registered their data. */
  public Map<String, Integer> heldBack() {
    return study.hospitals().stream()
        .collect(Collectors.toMap(hospital -> hospital, this::heldBack));
  }

  private Integer heldBack(String hospital) {
    String manager = study.dataManager(hospital);
    return Integer.valueOf(
        client
            .call(
                DataManagerServiceGrpc.getGetDataManagerMethod(),
                GetDataManagerParam.newBuilder().setKey(manager).build())
            .getMetadataOrThrow(Study.HELD_BACK));
  }

  /** Why a task failed: the log of its failure report, as far as there is one. */
  public Optional<String> reasonOf(StudyTask task) {
    try {
      FailureReport report =
          client.call(
              FailureReportServiceGrpc.getGetFailureReportMethod(),
              GetFailureReportParam.newBuilder().setAssetKey(task.key()).build());
      return report.hasLogsAddress()
          ? Optional.of(store.readText(report.getLogsAddress()))
          : Optional.empty();
    } catch (OrchestratorException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** Cancels a task, unless it has come to an end by itself meanwhile. */
  public void cancel(StudyTask task) {
    try {
      client.call(
          ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
          ApplyTaskActionParam.newBuilder()
              .setComputeTaskKey(task.key())
              .setAction(ComputeTaskAction.TASK_ACTION_CANCELED)
              .setLog("another task of the study failed")
              .build());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.INAPPROPRIATE_STATUS)) {
        throw e;
      }
    }
  }
}
