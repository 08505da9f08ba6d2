package orchestrator.e2e.model;

import java.util.HashSet;
import java.util.List;
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

/** The inputs of a new task, held against those that its function declares. */
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
        throw Refusal.coded(ErrorCode.OE0101);
      }
    }
  }

  /** The data manager among the inputs. */
  Optional<DataManager> manager() {
    return managerInputs().stream()
        .filter(ComputeTaskInput::hasAssetKey)
        .findFirst()
        .map(input -> Lookup.find(call.state().managers, Kind.DATA_MANAGER, input.getAssetKey()));
  }

  private List<ComputeTaskInput> managerInputs() {
    return task.getInputsList().stream()
        .filter(input -> declared(input).getKind() == AssetKind.ASSET_DATA_MANAGER)
        .toList();
  }

  private FunctionInput declared(ComputeTaskInput input) {
    return function.getInputsOrThrow(input.getIdentifier());
  }

  /** The organization that works on the task. */
  String worker() {
    Optional<DataManager> manager = manager();
    if (manager.isEmpty() && task.getWorker().isEmpty()) {
      Refusal refusal =
          Refusal.exactly(ErrorCode.OE0003, "Worker cannot be inferred and must be explicitly set");
      // A manager that is said to be a parent's output is a fault too; which is told is open.
      throw managerInputs().isEmpty()
          ? refusal
          : Refusal.anyOf(List.of(refusal, Refusal.coded(ErrorCode.OE0101)));
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
        throw Refusal.coded(ErrorCode.OE0101);
      }
      if (declared.getKind() == AssetKind.ASSET_MODEL) {
        if (input.hasParentTaskOutput()) {
          checkParentOutput(input, declared, worker);
        } else {
          checkModel(input.getAssetKey(), worker);
        }
      } else if (input.hasParentTaskOutput()) {
        throw Refusal.coded(ErrorCode.OE0101);
      } else if (declared.getKind() == AssetKind.ASSET_DATA_MANAGER) {
        checkManager(input.getAssetKey());
      } else {
        checkSample(input.getAssetKey());
      }
    }
    function
        .getInputsMap()
        .forEach(
            (identifier, declared) -> {
              if (!declared.getOptional() && !seen.contains(identifier)) {
                throw Refusal.coded(ErrorCode.OE0101);
              }
            });
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
    if (manager.isEmpty()) {
      throw Refusal.coded(ErrorCode.OE0101);
    }
    if (!sample.getDataManagerKeysList().contains(manager.get().getKey())) {
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
    FunctionOutput source =
        parentFunction.getOutputsOrDefault(output, FunctionOutput.getDefaultInstance());
    if (source.getKind() != declared.getKind()
        || (source.getMultiple() && !declared.getMultiple())
        || !parent.containsOutputs(output)) {
      throw Refusal.coded(ErrorCode.OE0101);
    }
    ComputeTaskOutput offered = parent.getOutputsOrThrow(output);
    if (!Grants.mayProcess(offered.getPermissions(), worker)) {
      throw Refusal.exactly(
          ErrorCode.OE0102,
          "worker \""
              + worker
              + "\" doesn't have permission to process output \""
              + output
              + "\" of task "
              + parentKey);
    }
  }
}
