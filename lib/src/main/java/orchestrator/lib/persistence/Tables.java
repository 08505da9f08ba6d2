package orchestrator.lib.persistence;

import static orchestrator.proto.AssetKind.ASSET_COMPUTE_PLAN;
import static orchestrator.proto.AssetKind.ASSET_COMPUTE_TASK;
import static orchestrator.proto.AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET;
import static orchestrator.proto.AssetKind.ASSET_DATA_MANAGER;
import static orchestrator.proto.AssetKind.ASSET_DATA_SAMPLE;
import static orchestrator.proto.AssetKind.ASSET_FAILURE_REPORT;
import static orchestrator.proto.AssetKind.ASSET_FUNCTION;
import static orchestrator.proto.AssetKind.ASSET_MODEL;
import static orchestrator.proto.AssetKind.ASSET_ORGANIZATION;
import static orchestrator.proto.AssetKind.ASSET_PERFORMANCE;
import static orchestrator.proto.AssetKind.ASSET_PROFILING_STEP;
import static orchestrator.proto.AssetKind.ASSET_UNKNOWN;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Event;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.Organization;
import orchestrator.proto.Performance;
import orchestrator.proto.ProfilingStep;

/** Declares all types of assets and their tables, each once, with what it can be found by. */
public final class Tables {
  private static final List<Table<?>> DECLARED = new ArrayList<>();

  private Tables() {}

  private static <T extends Message> Table<T> declared(Table<T> table) {
    DECLARED.add(table);
    return table;
  }

  /** Each of the tables below. */
  static List<Table<?>> all() {
    return Collections.unmodifiableList(DECLARED);
  }

  /** By id, in order of registration. */
  public static final Table<Organization> ORGANIZATIONS =
      declared(
          Table.ordered(
              new AssetType<>(
                  "organization",
                  ASSET_ORGANIZATION,
                  Organization::getId,
                  Event.Builder::setOrganization),
              Organization.parser(),
              o -> Times.sortable(o.getCreationDate()),
              List.of()));

  /** Functions that the tasks of a plan use; linked when a task is registered. */
  public static final Index<Function> FUNCTIONS_BY_PLAN = Index.linked("plan");

  /** By key, oldest first. */
  public static final Table<Function> FUNCTIONS =
      declared(
          Table.ordered(
              new AssetType<>(
                  "function", ASSET_FUNCTION, Function::getKey, Event.Builder::setFunction),
              Function.parser(),
              f -> Times.sortable(f.getCreationDate()),
              List.of(FUNCTIONS_BY_PLAN)));

  /** By key, oldest first. */
  public static final Table<DataManager> DATA_MANAGERS =
      declared(
          Table.ordered(
              new AssetType<>(
                  "datamanager",
                  ASSET_DATA_MANAGER,
                  DataManager::getKey,
                  Event.Builder::setDataManager),
              DataManager.parser(),
              m -> Times.sortable(m.getCreationDate()),
              List.of()));

  /** Samples by each of their managers. */
  public static final Index<DataSample> SAMPLES_BY_MANAGER =
      Index.by("manager", DataSample::getDataManagerKeysList);

  /** By key, oldest first. */
  public static final Table<DataSample> DATA_SAMPLES =
      declared(
          Table.ordered(
              new AssetType<>(
                  "datasample",
                  ASSET_DATA_SAMPLE,
                  DataSample::getKey,
                  Event.Builder::setDataSample),
              DataSample.parser(),
              s -> Times.sortable(s.getCreationDate()),
              List.of(SAMPLES_BY_MANAGER)));

  public static final Index<ComputePlan> PLANS_BY_OWNER =
      Index.by("owner", p -> List.of(p.getOwner()));

  /** By key, oldest first. */
  public static final Table<ComputePlan> PLANS =
      declared(
          Table.ordered(
              new AssetType<>(
                  "computeplan",
                  ASSET_COMPUTE_PLAN,
                  ComputePlan::getKey,
                  Event.Builder::setComputePlan),
              ComputePlan.parser(),
              p -> Times.sortable(p.getCreationDate()),
              List.of(PLANS_BY_OWNER)));

  public static final Index<ComputeTask> TASKS_BY_WORKER =
      Index.by("worker", t -> List.of(t.getWorker()));

  /** By the number of the status. */
  public static final Index<ComputeTask> TASKS_BY_STATUS =
      Index.by("status", t -> List.of(Integer.toString(t.getStatusValue())));

  public static final Index<ComputeTask> TASKS_BY_PLAN =
      Index.by("plan", t -> List.of(t.getComputePlanKey()));

  public static final Index<ComputeTask> TASKS_BY_FUNCTION =
      Index.by("function", t -> List.of(t.getFunctionKey()));

  /** By worker and status together, which is what workers ask for again and again. */
  public static final Index<ComputeTask> TASKS_BY_WORKER_AND_STATUS =
      Index.by("worker_status", t -> List.of(with(t.getWorker(), t.getStatus())));

  /** By plan and status together: see {@link #with}. */
  public static final Index<ComputeTask> TASKS_BY_PLAN_AND_STATUS =
      Index.by("plan_status", t -> List.of(with(t.getComputePlanKey(), t.getStatus())));

  /** By function and status together, so that a build reads no task that it leaves alone. */
  public static final Index<ComputeTask> TASKS_BY_FUNCTION_AND_STATUS =
      Index.by("function_status", t -> List.of(with(t.getFunctionKey(), t.getStatus())));

  /** By key, oldest first; in brief without inputs and metadata. */
  public static final Table<ComputeTask> TASKS =
      declared(
          Table.ordered(
                  new AssetType<>(
                      "computetask",
                      ASSET_COMPUTE_TASK,
                      ComputeTask::getKey,
                      Event.Builder::setComputeTask),
                  ComputeTask.parser(),
                  t -> Times.sortable(t.getCreationDate()),
                  List.of(
                      TASKS_BY_WORKER,
                      TASKS_BY_STATUS,
                      TASKS_BY_PLAN,
                      TASKS_BY_FUNCTION,
                      TASKS_BY_WORKER_AND_STATUS,
                      TASKS_BY_PLAN_AND_STATUS,
                      TASKS_BY_FUNCTION_AND_STATUS))
              .withBriefs(t -> t.toBuilder().clearInputs().clearMetadata().build()));

  public static final Index<Model> MODELS_BY_TASK =
      Index.by("task", m -> List.of(m.getComputeTaskKey()));

  /** By key, oldest first. */
  public static final Table<Model> MODELS =
      declared(
          Table.ordered(
              new AssetType<>("model", ASSET_MODEL, Model::getKey, Event.Builder::setModel),
              Model.parser(),
              m -> Times.sortable(m.getCreationDate()),
              List.of(MODELS_BY_TASK)));

  public static final Index<Performance> PERFORMANCES_BY_TASK =
      Index.by("task", p -> List.of(p.getComputeTaskKey()));

  public static final Index<Performance> PERFORMANCES_BY_OUTPUT =
      Index.by("output", p -> List.of(p.getComputeTaskOutputIdentifier()));

  /** By {@code <task key>|<output>}; oldest first, then the greatest task key first. */
  public static final Table<Performance> PERFORMANCES =
      declared(
          Table.ordered(
              new AssetType<>(
                  "performance",
                  ASSET_PERFORMANCE,
                  p -> p.getComputeTaskKey() + "|" + p.getComputeTaskOutputIdentifier(),
                  Event.Builder::setPerformance),
              Performance.parser(),
              p -> Times.sortable(p.getCreationDate()) + reversed(p.getComputeTaskKey()),
              List.of(PERFORMANCES_BY_TASK, PERFORMANCES_BY_OUTPUT)));

  /** By the key of the asset that failed. */
  public static final Table<FailureReport> FAILURE_REPORTS =
      declared(
          Table.byKey(
              new AssetType<>(
                  "failurereport",
                  ASSET_FAILURE_REPORT,
                  FailureReport::getAssetKey,
                  Event.Builder::setFailureReport),
              FailureReport.parser(),
              List.of()));

  public static final Index<Event> EVENTS_BY_ASSET =
      Index.by("asset", e -> List.of(e.getAssetKey()));

  /** By the number of the asset's kind. */
  public static final Index<Event> EVENTS_BY_ASSET_KIND =
      Index.by("asset_kind", e -> List.of(Integer.toString(e.getAssetKindValue())));

  /** By the number of the event's kind. */
  public static final Index<Event> EVENTS_BY_KIND =
      Index.by("kind", e -> List.of(Integer.toString(e.getEventKindValue())));

  /** By the numbers of both kinds together: see {@link #with}. */
  public static final Index<Event> EVENTS_BY_BOTH_KINDS =
      Index.by(
          "kinds",
          e -> List.of(with(Integer.toString(e.getAssetKindValue()), e.getEventKindValue())));

  /** By the digest of each pair of the metadata: {@link Digest#pair}. */
  public static final Index<Event> EVENTS_BY_METADATA =
      Index.by(
          "metadata",
          e ->
              e.getMetadataMap().entrySet().stream()
                  .map(pair -> Digest.pair(pair.getKey(), pair.getValue()))
                  .toList());

  /** By id, which is the order of the log. */
  public static final Table<Event> EVENTS =
      declared(
          Table.byKey(
              // No event tells of an event.
              new AssetType<>("event", ASSET_UNKNOWN, Event::getId, (told, event) -> told),
              Event.parser(),
              List.of(
                  EVENTS_BY_ASSET,
                  EVENTS_BY_ASSET_KIND,
                  EVENTS_BY_KIND,
                  EVENTS_BY_BOTH_KINDS,
                  EVENTS_BY_METADATA)));

  /** Kept as {@link Outputs}; goes by the task's key. */
  public static final AssetType<ComputeTaskOutputAsset> TASK_OUTPUTS =
      new AssetType<>(
          "computetaskoutputasset",
          ASSET_COMPUTE_TASK_OUTPUT_ASSET,
          ComputeTaskOutputAsset::getComputeTaskKey,
          Event.Builder::setComputeTaskOutputAsset);

  /** Kept as events alone. */
  public static final AssetType<ProfilingStep> PROFILING_STEPS =
      new AssetType<>(
          "profiling_step",
          ASSET_PROFILING_STEP,
          ProfilingStep::getAssetKey,
          Event.Builder::setProfilingStep);

  /** The value of an index by a text and a status together. */
  public static String with(String text, ComputeTaskStatus status) {
    return with(text, status.getNumber());
  }

  /** The value of an index by a text and a number together; any number that a request may hold. */
  public static String with(String text, int number) {
    // The text may hold a colon: what follows the last one is the number.
    return text + ":" + number;
  }

  /** A text of hexadecimal digits that sorts the other way round. */
  private static String reversed(String hexadecimal) {
    StringBuilder reversed = new StringBuilder(hexadecimal.length());
    for (int i = 0; i < hexadecimal.length(); i++) {
      int digit = Character.digit(hexadecimal.charAt(i), 16);
      reversed.append(digit < 0 ? hexadecimal.charAt(i) : Character.forDigit(15 - digit, 16));
    }
    return reversed.toString();
  }
}
