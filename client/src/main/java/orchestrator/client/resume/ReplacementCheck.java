package orchestrator.client.resume;

import java.util.Map;
import java.util.stream.Collectors;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.resume.NotResumableException.Reason;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetDataSampleParam;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewComputeTask;

/**
 * Refuses replacements that the server would refuse with the first task, when the new plan is there
 * already and old tasks are cancelled.
 */
final class ReplacementCheck {
  private final OrchestratorClient client;
  private final Map<String, Function> functions;

  ReplacementCheck(OrchestratorClient client, Map<String, Function> functions) {
    this.client = client;
    this.functions = functions;
  }

  /**
   * Holds what a task is to run with against what its function declares, and looks up the assets
   * that it is newly given.
   *
   * @throws NotResumableException that names the first input or output that does not fit
   * @throws orchestrator.client.OrchestratorException when there is no such asset
   */
  void check(Rerun rerun, Replacement replacement) {
    NewComputeTask task = rerun.task();
    Function function = functions.get(task.getFunctionKey());
    Map<String, Long> given =
        task.getInputsList().stream()
            .collect(Collectors.groupingBy(ComputeTaskInput::getIdentifier, Collectors.counting()));
    for (String identifier : given.keySet()) {
      if (!function.containsInputs(identifier)) {
        throw unfit(rerun, function, "has no input \"" + identifier + "\"");
      }
    }
    function
        .getInputsMap()
        .forEach(
            (identifier, declared) -> {
              long count = given.getOrDefault(identifier, 0L);
              if (count == 0 && !declared.getOptional()) {
                throw unfit(rerun, function, "needs the input \"" + identifier + "\"");
              }
              if (count > 1 && !declared.getMultiple()) {
                throw unfit(
                    rerun, function, "takes one asset for the input \"" + identifier + "\"");
              }
            });
    if (!task.getOutputsMap().keySet().equals(function.getOutputsMap().keySet())) {
      throw unfit(rerun, function, "has other outputs");
    }
    replacement
        .inputs()
        .forEach(
            (identifier, keys) -> {
              FunctionInput declared = function.getInputsMap().get(identifier);
              if (declared == null) {
                throw unfit(rerun, function, "has no input \"" + identifier + "\"");
              }
              keys.stream().distinct().forEach(key -> lookUp(declared.getKind(), key));
            });
  }

  private void lookUp(AssetKind kind, String key) {
    switch (kind) {
      case ASSET_DATA_MANAGER -> {
        var unused =
            client.call(
                DataManagerServiceGrpc.getGetDataManagerMethod(),
                GetDataManagerParam.newBuilder().setKey(key).build());
      }
      case ASSET_DATA_SAMPLE -> {
        var unused =
            client.call(
                DataSampleServiceGrpc.getGetDataSampleMethod(),
                GetDataSampleParam.newBuilder().setKey(key).build());
      }
      default -> {
        var unused =
            client.call(
                ModelServiceGrpc.getGetModelMethod(),
                GetModelParam.newBuilder().setKey(key).build());
      }
    }
  }

  private static NotResumableException unfit(Rerun rerun, Function function, String fault) {
    return new NotResumableException(
        Reason.WRONG_REPLACEMENT,
        "function \"%s\" (%s) %s, so it cannot run in the place of task %s"
            .formatted(function.getName(), function.getKey(), fault, rerun.predecessor().getKey()));
  }
}
