package orchestrator.cli.noun;

import com.google.errorprone.annotations.Immutable;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import orchestrator.cli.message.Fields;
import orchestrator.cli.message.Words;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Event;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Model;
import orchestrator.proto.Organization;
import orchestrator.proto.Performance;

/** Lists all nouns. One that is not asked for is not made, which would cost a start. */
public enum Nouns {
  /** Who computes together. */
  ORGANIZATION(
      "organization",
      () ->
          new Declaration(
                  "organization",
                  "organizations",
                  AssetKind.ASSET_ORGANIZATION,
                  Organization.getDescriptor())
              .key(asset -> Fields.text(asset, "id"))
              .list("OrganizationService/GetAllOrganizations")
              .register("OrganizationService/RegisterOrganization")
              .column("ID", "id")
              .column("ADDRESS", "address")
              .column("CREATED", "creation_date")),

  /** What tasks run. */
  FUNCTION(
      "function",
      () ->
          new Declaration(
                  "function",
                  "functions",
                  AssetKind.ASSET_FUNCTION,
                  orchestrator.proto.Function.getDescriptor())
              .list("FunctionService/QueryFunctions")
              .get("FunctionService/GetFunction")
              .register("FunctionService/RegisterFunction")
              .cancel("FunctionService/ApplyFunctionAction", "FUNCTION_ACTION_CANCELED")
              .column("KEY", "key")
              .column("STATUS", "status")
              .column("NAME", "name")
              .column("OWNER", "owner")
              .column("CREATED", "creation_date")),

  /** What opens data. */
  DATA_MANAGER(
      "data-manager",
      () ->
          new Declaration(
                  "data-manager",
                  "data managers",
                  AssetKind.ASSET_DATA_MANAGER,
                  DataManager.getDescriptor())
              .list("DataManagerService/QueryDataManagers")
              .get("DataManagerService/GetDataManager")
              .register("DataManagerService/RegisterDataManager")
              .column("KEY", "key")
              .column("NAME", "name")
              .column("OWNER", "owner")
              .column("FOR", "permissions")
              .column("CREATED", "creation_date")),

  /** What is computed on. */
  DATA_SAMPLE(
      "data-sample",
      () ->
          new Declaration(
                  "data-sample",
                  "data samples",
                  AssetKind.ASSET_DATA_SAMPLE,
                  DataSample.getDescriptor())
              .list("DataSampleService/QueryDataSamples")
              .get("DataSampleService/GetDataSample")
              .register("DataSampleService/RegisterDataSamples")
              .column("KEY", "key")
              .column("OWNER", "owner")
              .column("CREATED", "creation_date")
              .column("MANAGERS", "data_manager_keys")),

  /** The frame in which tasks run. */
  PLAN(
      "plan",
      () ->
          new Declaration(
                  "plan", "plans", AssetKind.ASSET_COMPUTE_PLAN, ComputePlan.getDescriptor())
              .list("ComputePlanService/QueryPlans")
              .get("ComputePlanService/GetPlan")
              .register("ComputePlanService/RegisterPlan")
              .cancel("ComputePlanService/ApplyPlanAction", "PLAN_ACTION_CANCELED")
              .column("KEY", "key")
              .column("STATE", Nouns::planState)
              .column("NAME", "name")
              .column("OWNER", "owner")
              .column("CREATED", "creation_date")
              .column("TAG", "tag")),

  /** One run of a function. */
  TASK(
      "task",
      () ->
          new Declaration(
                  "task", "tasks", AssetKind.ASSET_COMPUTE_TASK, ComputeTask.getDescriptor())
              .list("ComputeTaskService/QueryTasks")
              .get("ComputeTaskService/GetTask")
              .register("ComputeTaskService/RegisterTasks")
              .cancel("ComputeTaskService/ApplyTaskAction", "TASK_ACTION_CANCELED")
              .column("KEY", "key")
              .column("STATUS", "status")
              .column("RANK", "rank")
              .column("WORKER", "worker")
              .column("CREATED", "creation_date")
              .column("FUNCTION", "function_key")
              .column("PLAN", "compute_plan_key")),

  /** What a task has made. */
  MODEL(
      "model",
      () ->
          new Declaration("model", "models", AssetKind.ASSET_MODEL, Model.getDescriptor())
              .get("ModelService/GetModel")
              .register("ModelService/RegisterModels")
              .column("KEY", "key")
              .column("STATE", Nouns::modelState)
              .column("OWNER", "owner")
              .column("CREATED", "creation_date")
              .column("TASK", "compute_task_key")
              .column("ADDRESS", "address")),

  /** What a task has measured. */
  PERFORMANCE(
      "performance",
      () ->
          new Declaration(
                  "performance",
                  "performances",
                  AssetKind.ASSET_PERFORMANCE,
                  Performance.getDescriptor())
              .key(
                  asset ->
                      Fields.text(asset, "compute_task_key")
                          + "|"
                          + Fields.text(asset, "compute_task_output_identifier"))
              .list("PerformanceService/QueryPerformances")
              .register("PerformanceService/RegisterPerformance")
              .column("TASK", "compute_task_key")
              .column("OUTPUT", "compute_task_output_identifier")
              .column("VALUE", "performance_value")
              .column("CREATED", "creation_date")),

  /** Why a task or a function failed. */
  FAILURE_REPORT(
      "failure-report",
      () ->
          new Declaration(
                  "failure-report",
                  "failure reports",
                  AssetKind.ASSET_FAILURE_REPORT,
                  FailureReport.getDescriptor())
              .key(asset -> Fields.text(asset, "asset_key"))
              .get("FailureReportService/GetFailureReport")
              .register("FailureReportService/RegisterFailureReport")
              .column("KEY", "asset_key")
              .column("OF", "asset_type")
              .column("TYPE", "error_type")
              .column("OWNER", "owner")
              .column("CREATED", "creation_date")
              .column("LOGS", "logs_address")),

  /** What happened. */
  EVENT(
      "event",
      () ->
          new Declaration("event", "events", AssetKind.ASSET_UNKNOWN, Event.getDescriptor())
              .key(asset -> Fields.text(asset, "id"))
              .list("EventService/QueryEvents")
              .column("TIME", "timestamp")
              .column("CHANGE", "event_kind")
              .column("KIND", "asset_kind")
              .column("ASSET", "asset_key")
              .column("STATE", event -> state((Event) event))
              .column("REASON", Nouns::reason)
              // Events of the same minute begin alike, and --since takes whole ids.
              .wholeColumn("ID", "id"));

  /** Makes a declaration when it is asked for. */
  @Immutable
  private interface Declaring {
    Declaration declare();
  }

  private final String word;
  private final Declaring declaration;

  Nouns(String word, Declaring declaration) {
    this.word = word;
    this.declaration = declaration;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /** What is declared of it. */
  public Noun noun() {
    return declaration.declare().declared();
  }

  /** The noun of a word on the command line. */
  public static Optional<Nouns> of(String word) {
    return List.of(values()).stream().filter(noun -> noun.word.equals(word)).findFirst();
  }

  private static String planState(Message plan) {
    ComputePlan known = (ComputePlan) plan;
    return known.hasFailureDate() ? "failed" : known.hasCancelationDate() ? "canceled" : "open";
  }

  private static String modelState(Message model) {
    return ((Model) model).hasAddress() ? "there" : "disabled";
  }

  private static String reason(Message event) {
    return ((Event) event).getMetadataOrDefault("reason", "");
  }

  /** Where the asset of an event stood after it, in a word. */
  public static String state(Event event) {
    return switch (event.getAssetCase()) {
      case COMPUTE_TASK -> Words.of(event.getComputeTask().getStatus().getValueDescriptor());
      case FUNCTION -> Words.of(event.getFunction().getStatus().getValueDescriptor());
      case COMPUTE_PLAN -> planState(event.getComputePlan());
      case MODEL -> modelState(event.getModel());
      case PERFORMANCE -> String.valueOf(event.getPerformance().getPerformanceValue());
      default -> "";
    };
  }
}
