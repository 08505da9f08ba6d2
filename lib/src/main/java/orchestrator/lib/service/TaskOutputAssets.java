package orchestrator.lib.service;

import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.AssetType;
import orchestrator.lib.persistence.Outputs;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionOutput;

/** Checks what one executing task puts out, by the rules that models and performances share. */
final class TaskOutputAssets {
  private final Transaction transaction;
  private final ComputeTask task;
  private final Function function;

  private TaskOutputAssets(Transaction transaction, ComputeTask task, Function function) {
    this.transaction = transaction;
    this.task = task;
    this.function = function;
  }

  /**
   * The outputs of a task, which may be in brief, for which the requester registers assets of a
   * type.
   *
   * @throws OrchestratorException OE0102 unless the requester is the task's worker, then OE0003
   *     unless it is executing
   */
  static TaskOutputAssets of(Transaction transaction, ComputeTask task, AssetType<?> type) {
    if (!task.getWorker().equals(transaction.requester())) {
      throw Errors.denied("only \"%s\" worker can register %s".formatted(task.getWorker(), type));
    }
    if (task.getStatus() != ComputeTaskStatus.STATUS_EXECUTING) {
      throw Errors.precondition(
          "cannot register %s for task with status \"%s\"".formatted(type, task.getStatus()));
    }
    return new TaskOutputAssets(
        transaction, task, Lookup.find(transaction, Tables.FUNCTIONS, task.getFunctionKey()));
  }

  /**
   * The output that takes assets of the kind.
   *
   * @throws OrchestratorException OE0106 when there is no such output, OE0107 when it takes another
   *     kind
   */
  FunctionOutput find(String identifier, AssetKind kind) {
    if (!task.containsOutputs(identifier) || !function.containsOutputs(identifier)) {
      throw Errors.of(
          ErrorCode.MISSING_OUTPUT,
          "Task \"%s\" has no output named \"%s\"".formatted(task.getKey(), identifier));
    }
    FunctionOutput output = function.getOutputsOrThrow(identifier);
    if (output.getKind() != kind) {
      throw Errors.of(
          ErrorCode.INCOMPATIBLE_KIND,
          "Incompatible kind for task \"%s\": output \"%s\" expects \"%s\", received \"%s\""
              .formatted(task.getKey(), identifier, output.getKind(), kind));
    }
    return output;
  }

  /** True if an asset is registered for the output. */
  boolean has(String identifier) {
    return Outputs.first(transaction.database(), task.getKey(), identifier).isPresent();
  }

  /** Makes an asset, registered just before, an output of the task. */
  void add(String identifier, AssetKind kind, String assetKey) {
    ComputeTaskOutputAsset output =
        ComputeTaskOutputAsset.newBuilder()
            .setComputeTaskKey(task.getKey())
            .setComputeTaskOutputIdentifier(identifier)
            .setAssetKind(kind)
            .setAssetKey(assetKey)
            .build();
    Outputs.add(transaction.database(), transaction.nextPlace(), output);
    EventLog.created(transaction, Tables.TASK_OUTPUTS, output);
  }
}
