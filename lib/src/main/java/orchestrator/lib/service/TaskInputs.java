package orchestrator.lib.service;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.Model;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.ParentTaskOutputRef;

/** Holds the inputs of a new task against its function, and against what they stand for. */
final class TaskInputs {
  private final SharedAssets assets;
  private final String requester;
  private final NewComputeTask task;
  private final Function function;

  TaskInputs(SharedAssets assets, String requester, NewComputeTask task, Function function) {
    this.assets = assets;
    this.requester = requester;
    this.task = task;
    this.function = function;
  }

  /**
   * Lets inputs pass that the function has.
   *
   * @throws OrchestratorException OE0101 for one that it has not
   */
  void requireKnown() {
    for (ComputeTaskInput input : task.getInputsList()) {
      if (!function.containsInputs(input.getIdentifier())) {
        throw Errors.invalid(
            "unknown task input: this identifier was not declared in the Function: \"%s\""
                .formatted(input.getIdentifier()));
      }
    }
  }

  /**
   * The data manager among the inputs; empty when none is of that kind.
   *
   * @throws OrchestratorException OE0002 when it does not exist
   */
  Optional<DataManager> manager() {
    return task.getInputsList().stream()
        .filter(input -> declared(input).getKind() == AssetKind.ASSET_DATA_MANAGER)
        .findFirst()
        .map(input -> assets.managers.find(managerKey(input)));
  }

  /**
   * The first rule that an input breaks is an error, input by input; then whether all are there.
   *
   * @param worker the organization that will read them
   * @param manager the data manager among them
   */
  void check(String worker, Optional<DataManager> manager) {
    Set<String> given = new HashSet<>();
    for (ComputeTaskInput input : task.getInputsList()) {
      if (!given.add(input.getIdentifier()) && !declared(input).getMultiple()) {
        throw Errors.invalid(
            ("duplicate task input: this identifier is present multiple times in the task inputs,"
                    + " but it was not declared as \"Multiple\" in the Function: \"%s\"")
                .formatted(input.getIdentifier()));
      }
      switch (declared(input).getKind()) {
        case ASSET_DATA_MANAGER -> checkManager(managerKey(input));
        case ASSET_DATA_SAMPLE -> checkSample(sampleKey(input), manager);
        default -> checkModel(input, worker);
      }
    }
    for (String identifier : assets.requiredInputs(function)) {
      if (!given.contains(identifier)) {
        throw Errors.invalid(
            "missing task input: this identifier is required by the Function: \"%s\""
                .formatted(identifier));
      }
    }
  }

  private void checkManager(String key) {
    DataManager manager = assets.managers.find(key);
    requirePermission(
        assets.canProcess(manager.getPermissions().getProcess(), requester), "datamanager", key);
  }

  private void checkSample(String key, Optional<DataManager> manager) {
    DataSample sample = assets.samples.find(key);
    if (manager.isPresent() && !assets.isManagedBy(sample, manager.get())) {
      throw Errors.invalid("datasamples do not share a common manager");
    }
  }

  private void checkModel(ComputeTaskInput input, String worker) {
    if (input.hasParentTaskOutput()) {
      checkParentOutput(input, worker);
      return;
    }
    Model model = assets.models.find(input.getAssetKey());
    requirePermission(
        assets.canProcess(model.getPermissions().getProcess(), worker), "model", model.getKey());
  }

  private void checkParentOutput(ComputeTaskInput input, String worker) {
    ParentTaskOutputRef ref = input.getParentTaskOutput();
    String identifier = ref.getOutputIdentifier();
    ComputeTask parent = assets.tasks.find(ref.getParentTaskKey());
    Function source = assets.functions.find(parent.getFunctionKey());
    if (!source.containsOutputs(identifier)) {
      throw invalid(
          input,
          "parent task %s: function output not found: \"%s\""
              .formatted(parent.getKey(), identifier));
    }
    FunctionOutput output = source.getOutputsOrThrow(identifier);
    if (output.getKind() != AssetKind.ASSET_MODEL) {
      throw invalid(
          input,
          "parent task %s: output \"%s\" is %s, where the Function takes %s"
              .formatted(parent.getKey(), identifier, output.getKind(), declared(input).getKind()));
    }
    if (output.getMultiple() && !declared(input).getMultiple()) {
      throw invalid(input, "multiple task output used as single task input");
    }
    if (!parent.containsOutputs(identifier)) {
      throw invalid(
          input, "parent task %s: output not found: \"%s\"".formatted(parent.getKey(), identifier));
    }
    if (!assets.canProcess(
        parent.getOutputsOrThrow(identifier).getPermissions().getProcess(), worker)) {
      throw Errors.denied(
          ("invalid task input \"%s\": worker \"%s\" doesn't have permission to process output"
                  + " \"%s\" of task %s")
              .formatted(input.getIdentifier(), worker, identifier, parent.getKey()));
    }
  }

  private FunctionInput declared(ComputeTaskInput input) {
    return function.getInputsOrThrow(input.getIdentifier());
  }

  private static String managerKey(ComputeTaskInput input) {
    return assetKey(input, "openers must be referenced using an asset key");
  }

  private static String sampleKey(ComputeTaskInput input) {
    return assetKey(input, "data samples must be referenced using an asset key");
  }

  private static String assetKey(ComputeTaskInput input, String otherwise) {
    if (!input.hasAssetKey()) {
      throw invalid(input, otherwise);
    }
    return input.getAssetKey();
  }

  private static RuntimeException invalid(ComputeTaskInput input, String fault) {
    return Errors.invalid("invalid task input \"" + input.getIdentifier() + "\": " + fault);
  }

  private static void requirePermission(boolean granted, String kind, String key) {
    if (!granted) {
      throw Errors.denied("not authorized to process " + kind + " \"" + key + "\"");
    }
  }
}
