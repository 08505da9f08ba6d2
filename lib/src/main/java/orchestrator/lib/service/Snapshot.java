package orchestrator.lib.service;

import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Event;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.Organization;
import orchestrator.proto.Performance;
import orchestrator.proto.ProfilingStep;

/** An asset as its events carry it: its key, its kind and how it is now. */
final class Snapshot {
  private Snapshot() {}

  static Event.Builder of(Organization organization) {
    return about(AssetKind.ASSET_ORGANIZATION, organization.getId()).setOrganization(organization);
  }

  static Event.Builder of(Function function) {
    return about(AssetKind.ASSET_FUNCTION, function.getKey()).setFunction(function);
  }

  static Event.Builder of(DataManager manager) {
    return about(AssetKind.ASSET_DATA_MANAGER, manager.getKey()).setDataManager(manager);
  }

  static Event.Builder of(DataSample sample) {
    return about(AssetKind.ASSET_DATA_SAMPLE, sample.getKey()).setDataSample(sample);
  }

  static Event.Builder of(ComputePlan plan) {
    return about(AssetKind.ASSET_COMPUTE_PLAN, plan.getKey()).setComputePlan(plan);
  }

  static Event.Builder of(ComputeTask task) {
    return about(AssetKind.ASSET_COMPUTE_TASK, task.getKey()).setComputeTask(task);
  }

  static Event.Builder of(Model model) {
    return about(AssetKind.ASSET_MODEL, model.getKey()).setModel(model);
  }

  /**
   * A performance.
   *
   * @param key what it is stored by, since the performance itself does not say
   */
  static Event.Builder of(String key, Performance performance) {
    return about(AssetKind.ASSET_PERFORMANCE, key).setPerformance(performance);
  }

  /** What became an output of a task; goes by the task's key. */
  static Event.Builder of(ComputeTaskOutputAsset output) {
    return about(AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET, output.getComputeTaskKey())
        .setComputeTaskOutputAsset(output);
  }

  static Event.Builder of(FailureReport report) {
    return about(AssetKind.ASSET_FAILURE_REPORT, report.getAssetKey()).setFailureReport(report);
  }

  static Event.Builder of(ProfilingStep step) {
    return about(AssetKind.ASSET_PROFILING_STEP, step.getAssetKey()).setProfilingStep(step);
  }

  private static Event.Builder about(AssetKind kind, String key) {
    return Event.newBuilder().setAssetKind(kind).setAssetKey(key);
  }
}
