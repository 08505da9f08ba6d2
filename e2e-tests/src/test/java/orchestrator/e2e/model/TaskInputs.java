package orchestrator.e2e.model;

import java.util.Set;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskInputAsset;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.GetTaskInputAssetsResponse;
import orchestrator.proto.Model;

/** Finds the assets that a task works on. */
final class TaskInputs {
  private static final Set<ComputeTaskStatus> KNOWN =
      Set.of(
          ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
          ComputeTaskStatus.STATUS_EXECUTING,
          ComputeTaskStatus.STATUS_FAILED);

  private TaskInputs() {}

  static GetTaskInputAssetsResponse get(Call call, GetTaskInputAssetsParam request) {
    ComputeTask task = Tasks.find(call, Lookup.lower(request.getComputeTaskKey()));
    if (!KNOWN.contains(task.getStatus())) {
      throw Refusal.exactly(
          ErrorCode.OE0003,
          "Task inputs may not be defined in current task status (\"" + task.getStatus() + "\")");
    }
    State state = call.state();
    Function function = Lookup.find(state.functions, Kind.FUNCTION, task.getFunctionKey());
    GetTaskInputAssetsResponse.Builder answer = GetTaskInputAssetsResponse.newBuilder();
    for (ComputeTaskInput input : task.getInputsList()) {
      String identifier = input.getIdentifier();
      ComputeTaskInputAsset.Builder entry =
          ComputeTaskInputAsset.newBuilder().setIdentifier(identifier);
      if (input.hasParentTaskOutput()) {
        var output = input.getParentTaskOutput();
        for (Model model :
            state.modelsOf(output.getParentTaskKey(), output.getOutputIdentifier())) {
          answer.addAssets(entry.setModel(model).build());
        }
        continue;
      }
      String key = input.getAssetKey();
      switch (function.getInputsOrThrow(identifier).getKind()) {
        case ASSET_MODEL -> entry.setModel(Lookup.find(state.models, Kind.MODEL, key));
        case ASSET_DATA_MANAGER ->
            entry.setDataManager(Lookup.find(state.managers, Kind.DATA_MANAGER, key));
        default -> entry.setDataSample(Lookup.find(state.samples, Kind.DATA_SAMPLE, key));
      }
      answer.addAssets(entry.build());
    }
    return answer.build();
  }
}
