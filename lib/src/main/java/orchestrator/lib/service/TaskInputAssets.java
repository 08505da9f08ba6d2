package orchestrator.lib.service;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Outputs;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.AnswerBytes;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskInputAsset;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.ParentTaskOutputRef;

/** Resolves what the inputs of a task stand for when it is executed. */
final class TaskInputAssets {
  private static final Set<ComputeTaskStatus> DEFINED =
      EnumSet.of(
          ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
          ComputeTaskStatus.STATUS_EXECUTING,
          ComputeTaskStatus.STATUS_FAILED);

  private TaskInputAssets() {}

  /**
   * An entry for each asset, in the order of the inputs; several for an input that takes several
   * models of an output.
   *
   * @param bytes counts them, and ends what would be too much
   * @throws OrchestratorException OE0003 in a status in which parents may still change them
   */
  static List<ComputeTaskInputAsset> of(
      Transaction transaction, ComputeTask task, AnswerBytes bytes) {
    if (!DEFINED.contains(task.getStatus())) {
      throw Errors.precondition(
          "Task inputs may not be defined in current task status (\"" + task.getStatus() + "\")");
    }
    Function function = Lookup.find(transaction, Tables.FUNCTIONS, task.getFunctionKey());
    List<ComputeTaskInputAsset> assets = new ArrayList<>();
    for (ComputeTaskInput input : task.getInputsList()) {
      if (input.hasParentTaskOutput()) {
        addModels(transaction, input, assets, bytes);
      } else {
        assets.add(bytes.counted(given(transaction, input, function)));
      }
    }
    return assets;
  }

  private static void addModels(
      Transaction transaction,
      ComputeTaskInput input,
      List<ComputeTaskInputAsset> assets,
      AnswerBytes bytes) {
    ParentTaskOutputRef ref = input.getParentTaskOutput();
    for (ComputeTaskOutputAsset output :
        Outputs.of(transaction.database(), ref.getParentTaskKey(), ref.getOutputIdentifier())) {
      Model model = Lookup.find(transaction, Tables.MODELS, output.getAssetKey());
      assets.add(bytes.counted(asset(input).setModel(model).build()));
    }
  }

  private static ComputeTaskInputAsset given(
      Transaction transaction, ComputeTaskInput input, Function function) {
    ComputeTaskInputAsset.Builder asset = asset(input);
    String key = input.getAssetKey();
    switch (function.getInputsOrThrow(input.getIdentifier()).getKind()) {
      case ASSET_DATA_MANAGER ->
          asset.setDataManager(Lookup.find(transaction, Tables.DATA_MANAGERS, key));
      case ASSET_DATA_SAMPLE ->
          asset.setDataSample(Lookup.find(transaction, Tables.DATA_SAMPLES, key));
      default -> asset.setModel(Lookup.find(transaction, Tables.MODELS, key));
    }
    return asset.build();
  }

  private static ComputeTaskInputAsset.Builder asset(ComputeTaskInput input) {
    return ComputeTaskInputAsset.newBuilder().setIdentifier(input.getIdentifier());
  }
}
