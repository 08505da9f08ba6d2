package orchestrator.demo.lead;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.demo.calls.Together;
import orchestrator.demo.hospital.Registration;
import orchestrator.demo.storage.ArtefactStore;
import orchestrator.demo.storage.BrokenArtefactException;
import orchestrator.demo.study.Names;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.study.StudyMessages;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleQueryFilter;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.NewFunction;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.UpdateFunctionParam;

/** What the lead hospital does for all: it registers the study and looks after it. */
public final class Lead {

  private final OrchestratorClient client;
  private final Study study;
  private final ArtefactStore store;
  private final StudyFunctions functions;

  /** The lead of a study, whose client is connected as the study's first organization. */
  public Lead(OrchestratorClient client, Study study, ArtefactStore store) {
    this.client = client;
    this.study = study;
    this.store = store;
    this.functions = new StudyFunctions(study, store);
  }

  /** Registers the functions, which wait to be built then. All hospitals must be registered. */
  public void registerFunctions() {
    Together.forEach(
        functions.toMessages(),
        function ->
            Registration.once(client, FunctionServiceGrpc.getRegisterFunctionMethod(), function));
  }

  /**
   * Builds the functions, one after the other: BUILDING, image, READY. Only those of this study, as
   * others of the same organization may be somebody else's to build.
   *
   * <p>What is used last is built first. A function's status changes that of all tasks that wait
   * for it, and on a ledger such a large change would lose against the many small ones of tasks
   * that are computed meanwhile.
   */
  public void buildFunctions() {
    List<NewFunction> lastUsedFirst = new ArrayList<>(functions.toMessages());
    Collections.reverse(lastUsedFirst);
    for (NewFunction function : lastUsedFirst) {
      apply(function, FunctionAction.FUNCTION_ACTION_BUILDING);
      client.call(
          FunctionServiceGrpc.getUpdateFunctionMethod(),
          UpdateFunctionParam.newBuilder()
              .setKey(function.getKey())
              .setName(function.getName())
              .setImage(functions.build(function))
              .build());
      apply(function, FunctionAction.FUNCTION_ACTION_READY);
    }
  }

  private void apply(NewFunction function, FunctionAction action) {
    client.call(
        FunctionServiceGrpc.getApplyFunctionActionMethod(),
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(function.getKey())
            .setAction(action)
            .build());
  }

  /** Registers the plan, and all its tasks in one call. */
  public void registerPlan(StudyGraph graph) {
    StudyMessages messages = new StudyMessages(study);
    client.call(ComputePlanServiceGrpc.getRegisterPlanMethod(), messages.plan());
    client.call(ComputeTaskServiceGrpc.getRegisterTasksMethod(), messages.tasks(graph.tasks()));
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
                    .addKeys(study.keys().training(hospital))
                    .addKeys(study.keys().heldBack(hospital)))
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
        .collect(
            Collectors.toMap(
                hospital -> hospital,
                hospital ->
                    Integer.valueOf(manager(hospital).getMetadataOrThrow(Names.HELD_BACK))));
  }

  private DataManager manager(String hospital) {
    return client.call(
        DataManagerServiceGrpc.getGetDataManagerMethod(),
        GetDataManagerParam.newBuilder().setKey(study.keys().dataManager(hospital)).build());
  }

  /** Why a task failed: the log of its failure report, as far as there is one. */
  public Optional<String> reasonOf(StudyTask task) {
    try {
      FailureReport report =
          client.call(
              FailureReportServiceGrpc.getGetFailureReportMethod(),
              GetFailureReportParam.newBuilder().setAssetKey(task.key()).build());
      return report.hasLogsAddress()
          ? Optional.of(store.read(report.getLogsAddress()))
          : Optional.empty();
    } catch (OrchestratorException | BrokenArtefactException e) {
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
