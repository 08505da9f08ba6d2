package orchestrator.e2e.model;

import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskInput.RefCase;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.ProfilingStep;

/** Checks the rules of a message alone, for tasks and what comes out of them. */
final class TaskValidation {
  private TaskValidation() {}

  static void check(NewComputeTask message) {
    Faults faults = new Faults(Kind.TASK, message);
    faults.key("key", message.getKey());
    faults.key("function_key", message.getFunctionKey());
    faults.key("compute_plan_key", message.getComputePlanKey());
    faults.metadata(message.getMetadataMap());
    message.getInputsList().forEach(input -> input(faults, input));
    message.getOutputsMap().keySet().forEach(faults::identifierRequiredWithin);
    for (NewComputeTaskOutput output : message.getOutputsMap().values()) {
      if (!output.hasPermissions()) {
        faults.somehow();
      }
    }
    faults.refuseItem();
  }

  private static void input(Faults faults, ComputeTaskInput input) {
    faults.identifierRequiredWithin(input.getIdentifier());
    boolean outputNamed =
        !input.hasParentTaskOutput()
            || !input.getParentTaskOutput().getOutputIdentifier().isEmpty();
    String key =
        input.hasParentTaskOutput()
            ? input.getParentTaskOutput().getParentTaskKey()
            : input.getAssetKey();
    if (input.getRefCase() == RefCase.REF_NOT_SET || !outputNamed || key.isEmpty()) {
      faults.somehow();
    } else if (!Faults.isKey(key)) {
      faults.within(Faults.NOT_UUID);
    }
  }

  static Faults faultsOf(NewModel message) {
    Faults faults = new Faults(Kind.MODEL, message);
    faults.key("key", message.getKey());
    faults.key("compute_task_key", message.getComputeTaskKey());
    faults.required(
        "compute_task_output_identifier", !message.getComputeTaskOutputIdentifier().isEmpty());
    faults.addressable("address", message.hasAddress(), message.getAddress());
    return faults;
  }

  static void check(NewPerformance message) {
    Faults faults = new Faults(Kind.PERFORMANCE, message);
    faults.key("compute_task_key", message.getComputeTaskKey());
    faults.required(
        "compute_task_output_identifier", !message.getComputeTaskOutputIdentifier().isEmpty());
    faults.refuse();
  }

  static void check(NewFailureReport message) {
    Faults faults = new Faults(Kind.FAILURE_REPORT, message);
    faults.key("asset_key", message.getAssetKey());
    switch (message.getErrorType()) {
      case ERROR_TYPE_BUILD, ERROR_TYPE_EXECUTION ->
          faults.addressable("logs_address", message.hasLogsAddress(), message.getLogsAddress());
      case ERROR_TYPE_INTERNAL -> {
        if (message.hasLogsAddress()) {
          faults.of("logs_address", Faults.NOT_BLANK);
        }
      }
      case ERROR_TYPE_UNSPECIFIED, UNRECOGNIZED -> faults.somehow();
    }
    if (message.getAssetType() == FailedAssetKind.UNRECOGNIZED) {
      faults.of("asset_type", Faults.NOT_A_VALUE);
    }
    faults.refuse();
  }

  static void check(ProfilingStep message) {
    Faults faults = new Faults(Kind.PROFILING_STEP, message);
    faults.key("asset_key", message.getAssetKey());
    faults.text1to100("step", message.getStep());
    if (message.getDuration() == 0) {
      faults.somehow();
    }
    faults.refuse();
  }
}
