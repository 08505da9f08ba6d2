package orchestrator.lib.service;

import java.util.List;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Children;
import orchestrator.lib.persistence.Outputs;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.state.TaskStates;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.Model;

/** Ends a transient output: its models lose their addresses. */
final class OutputDisabling {
  private OutputDisabling() {}

  /**
   * Disables all models of the output; the order of the checks is a promise.
   *
   * @param task may be in brief
   */
  static void disable(Transaction transaction, ComputeTask task, String identifier) {
    if (!task.getWorker().equals(transaction.requester())) {
      throw Errors.denied("only the worker can disable a task output");
    }
    requireUnneeded(transaction, task, identifier);
    List<Model> models =
        Outputs.of(transaction.database(), task.getKey(), identifier).stream()
            .map(output -> model(transaction, output))
            .toList();
    if (models.stream().noneMatch(Model::hasAddress)) {
      throw refused("output is already disabled");
    }
    for (Model model : models) {
      Model disabled = model.toBuilder().clearAddress().build();
      Tables.MODELS.replace(transaction.database(), disabled.getKey(), model, disabled);
      EventLog.disabled(transaction, Tables.MODELS, disabled);
    }
  }

  private static void requireUnneeded(
      Transaction transaction, ComputeTask task, String identifier) {
    require(
        TaskStates.FINAL.contains(task.getStatus()),
        "cannot disable asset: task not in final state");
    require(
        task.containsOutputs(identifier),
        "there is no output identifier " + identifier + " for task " + task.getKey());
    require(task.getOutputsOrThrow(identifier).getTransient(), "output is not transient");
    require(
        Outputs.first(transaction.database(), task.getKey(), identifier).isPresent(),
        "there is no output asset with identifier " + identifier + " for task " + task.getKey());
    List<Children.Child> children = Children.of(transaction.database(), task.getKey());
    require(!children.isEmpty(), "cannot disable output of a task with no children");
    require(
        children.stream().allMatch(child -> isFinal(transaction, child)),
        "cannot disable asset: child not in final state");
  }

  private static boolean isFinal(Transaction transaction, Children.Child child) {
    return TaskStates.FINAL.contains(Lookup.brief(transaction, child.key()).getStatus());
  }

  private static Model model(Transaction transaction, ComputeTaskOutputAsset output) {
    if (output.getAssetKind() != AssetKind.ASSET_MODEL) {
      throw Errors.of(
          ErrorCode.MODEL_NOT_DISABLED, "output asset is not a model: " + output.getAssetKey());
    }
    return Lookup.find(transaction, Tables.MODELS, output.getAssetKey());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw refused(otherwise);
    }
  }

  private static OrchestratorException refused(String message) {
    return Errors.of(ErrorCode.OUTPUT_NOT_DISABLED, message);
  }
}
