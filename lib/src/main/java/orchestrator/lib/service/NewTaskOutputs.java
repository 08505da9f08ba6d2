package orchestrator.lib.service;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import orchestrator.lib.asset.PermissionRules;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.Function;
import orchestrator.proto.NewComputeTask;

/** Checks and makes the outputs that a new task announces. */
final class NewTaskOutputs {
  private NewTaskOutputs() {}

  /**
   * The outputs as they are stored.
   *
   * @throws OrchestratorException OE0003 for an unknown organization in a permission
   */
  static Map<String, ComputeTaskOutput> of(NewComputeTask task, String owner, SharedAssets assets) {
    Map<String, ComputeTaskOutput> outputs = new TreeMap<>();
    task.getOutputsMap()
        .forEach(
            (identifier, output) ->
                outputs.put(
                    identifier,
                    ComputeTaskOutput.newBuilder()
                        .setPermissions(
                            PermissionRules.both(
                                PermissionRules.of(
                                    output.getPermissions(),
                                    owner,
                                    assets.organizations::contains)))
                        .setTransient(output.getTransient())
                        .build()));
    return outputs;
  }

  /**
   * Holds the outputs of a task against those of its function.
   *
   * @throws OrchestratorException OE0101 for the first fault
   */
  static void check(String task, Map<String, ComputeTaskOutput> outputs, Function function) {
    outputs.forEach(
        (identifier, output) -> {
          if (!function.containsOutputs(identifier)) {
            throw invalid(
                task,
                "unknown task output: this identifier was not declared in the Function: \"%s\""
                    .formatted(identifier));
          }
          if (function.getOutputsOrThrow(identifier).getKind() == AssetKind.ASSET_PERFORMANCE) {
            checkPerformance(task, identifier, output);
          }
        });
    for (String identifier : new TreeSet<>(function.getOutputsMap().keySet())) {
      if (!outputs.containsKey(identifier)) {
        throw invalid(
            task,
            "missing task output: this identifier is required by the Function: \"%s\""
                .formatted(identifier));
      }
    }
  }

  private static void checkPerformance(String task, String identifier, ComputeTaskOutput output) {
    if (!output.getPermissions().getProcess().getPublic()) {
      throw invalid(
          task,
          "invalid task output \"%s\": a PERFORMANCE output should be public"
              .formatted(identifier));
    }
    if (output.getTransient()) {
      throw invalid(
          task,
          "invalid task output \"%s\": a PERFORMANCE output cannot be transient"
              .formatted(identifier));
    }
  }

  private static RuntimeException invalid(String task, String fault) {
    return Errors.invalid("invalid task " + task + ", " + fault);
  }
}
