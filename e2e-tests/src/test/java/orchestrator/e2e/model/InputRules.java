package orchestrator.e2e.model;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.Model;
import orchestrator.proto.NewComputeTask;

/** Holds the inputs of a new task against those that its function declares. */
final class InputRules {
  private final Call call;
  private final NewComputeTask task;
  private final Function function;

  InputRules(Call call, NewComputeTask task, Function function) {
    this.call = call;
    this.task = task;
    this.function = function;
  }

  /** All inputs are ones that the function knows. */
  void checkIdentifiers() {
    for (ComputeTaskInput input : task.getInputsList()) {
      if (!function.containsInputs(input.getIdentifier())) {
        throw invalid(
            "unknown task input: this identifier was not declared in the Function: ",
            input.getIdentifier());
      }
    }
  }

  /** The data manager among the inputs. */
  Optional<DataManager> manager() {
    return task.getInputsList().stream()
        .filter(input -> declared(input).getKind() == AssetKind.ASSET_DATA_MANAGER)
        .findFirst()
        .map(
            input ->
                Lookup.find(
                    call.state().managers,
                    Kind.DATA_MANAGER,
                    assetKey(input, "openers must be referenced using an asset key")));
  }

  private static String assetKey(ComputeTaskInput input, String otherwise) {
    if (!input.hasAssetKey()) {
      throw invalidInput(input, otherwise);
    }
    return input.getAssetKey();
  }

  /** The text and then the name in quotes. */
  private static Refusal invalid(String text, String name) {
    return Refusal.exactly(ErrorCode.OE0101, text + "\"" + name + "\"");
  }

  private static Refusal invalidInput(ComputeTaskInput input, String fault) {
    return Refusal.exactly(
        ErrorCode.OE0101, "invalid task input \"" + input.getIdentifier() + "\": " + fault);
  }

  private FunctionInput declared(ComputeTaskInput input) {
    return function.getInputsOrThrow(input.getIdentifier());
  }

  /** The organization that works on the task. */
  String worker() {
    Optional<DataManager> manager = manager();
    if (manager.isEmpty() && task.getWorker().isEmpty()) {
      throw Refusal.exactly(
          ErrorCode.OE0003, "Worker cannot be inferred and must be explicitly set");
    }
    String worker = manager.map(DataManager::getOwner).orElse(task.getWorker());
    if (!task.getWorker().isEmpty() && !task.getWorker().equals(worker)) {
      throw Refusal.exactly(
          ErrorCode.OE0003,
          "Specified worker \""
              + task.getWorker()
              + "\" does not match data manager owner: \""
              + worker
              + "\"");
    }
    return worker;
  }

  /** Every input is one that the function and the worker can use, and none is missing. */
  void check(String worker) {
    Set<String> seen = new HashSet<>();
    for (ComputeTaskInput input : task.getInputsList()) {
      FunctionInput declared = declared(input);
      if (!seen.add(input.getIdentifier()) && !declared.getMultiple()) {
        throw invalid(
            "duplicate task input: this identifier is present multiple times in the task inputs,"
                + " but it was not declared as \"Multiple\" in the Function: ",
            input.getIdentifier());
      }
      if (declared.getKind() == AssetKind.ASSET_MODEL) {
        if (input.hasParentTaskOutput()) {
          checkParentOutput(input, declared, worker);
        } else {
          checkModel(input.getAssetKey(), worker);
        }
      } else if (declared.getKind() == AssetKind.ASSET_DATA_MANAGER) {
        checkManager(assetKey(input, "openers must be referenced using an asset key"));
      } else {
        checkSample(assetKey(input, "data samples must be referenced using an asset key"));
      }
    }
    // Which of several is told is open.
    Refusal.throwAny(
        function.getInputsMap().entrySet().stream()
            .filter(input -> !input.getValue().getOptional() && !seen.contains(input.getKey()))
            .map(
                input ->
                    invalid(
                        "missing task input: this identifier is required by the Function: ",
                        input.getKey()))
            .toList());
  }

  private void checkManager(String key) {
    DataManager manager = Lookup.find(call.state().managers, Kind.DATA_MANAGER, key);
    if (!Grants.mayProcess(manager.getPermissions(), call.requester())) {
      throw Refusal.exactly(
          ErrorCode.OE0102, "not authorized to process datamanager \"" + key + "\"");
    }
  }

  private void checkSample(String key) {
    DataSample sample = Lookup.find(call.state().samples, Kind.DATA_SAMPLE, key);
    Optional<DataManager> manager = manager();
    if (manager.isPresent() && !sample.getDataManagerKeysList().contains(manager.get().getKey())) {
      throw Refusal.exactly(ErrorCode.OE0101, "datasamples do not share a common manager");
    }
  }

  private void checkModel(String key, String worker) {
    Model model = Lookup.find(call.state().models, Kind.MODEL, key);
    if (!Grants.mayProcess(model.getPermissions(), worker)) {
      throw Refusal.exactly(ErrorCode.OE0102, "not authorized to process model \"" + key + "\"");
    }
  }

  private void checkParentOutput(ComputeTaskInput input, FunctionInput declared, String worker) {
    String parentKey = input.getParentTaskOutput().getParentTaskKey();
    String output = input.getParentTaskOutput().getOutputIdentifier();
    ComputeTask parent = Tasks.find(call, parentKey);
    Function parentFunction =
        Lookup.find(call.state().functions, Kind.FUNCTION, parent.getFunctionKey());
    if (!parentFunction.containsOutputs(output)) {
      throw invalidInput(
          input, "parent task " + parentKey + ": function output not found: \"" + output + "\"");
    }
    FunctionOutput source = parentFunction.getOutputsOrThrow(output);
    if (source.getKind() != declared.getKind()) {
      throw Refusal.coded(ErrorCode.OE0101);
    }
    if (source.getMultiple() && !declared.getMultiple()) {
      throw invalidInput(input, "multiple task output used as single task input");
    }
    ComputeTaskOutput offered = parent.getOutputsOrThrow(output);
    if (!Grants.mayProcess(offered.getPermissions(), worker)) {
      throw Refusal.exactly(
          ErrorCode.OE0102,
          "invalid task input \""
              + input.getIdentifier()
              + "\": worker \""
              + worker
              + "\" doesn't have permission to process output \""
              + output
              + "\" of task "
              + parentKey);
    }
  }
}
