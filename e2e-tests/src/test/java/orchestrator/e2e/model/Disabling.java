package orchestrator.e2e.model;

import java.util.List;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.DisableOutputResponse;
import orchestrator.proto.Model;

/** Disables a transient output that nobody needs any more. */
final class Disabling {
  private Disabling() {}

  static DisableOutputResponse disable(Call call, DisableOutputParam request) {
    State state = call.state();
    ComputeTask task = Tasks.find(call, Lookup.lower(request.getComputeTaskKey()));
    String output = request.getIdentifier();
    if (!call.isRequester(task.getWorker())) {
      throw Refusal.exactly(ErrorCode.OE0102, "only the worker can disable a task output");
    }
    require(Tasks.isFinal(task), "cannot disable asset: task not in final state");
    require(
        task.containsOutputs(output),
        "there is no output identifier " + output + " for task " + task.getKey());
    require(task.getOutputsOrThrow(output).getTransient(), "output is not transient");
    List<Model> models = state.modelsOf(task.getKey(), output);
    require(
        !models.isEmpty(),
        "there is no output asset with identifier " + output + " for task " + task.getKey());
    List<ComputeTask> children = state.childrenOf(task.getKey());
    require(!children.isEmpty(), "cannot disable output of a task with no children");
    require(
        children.stream().allMatch(Tasks::isFinal),
        "cannot disable asset: child not in final state");
    require(models.stream().allMatch(Model::hasAddress), "output is already disabled");
    for (Model model : models) {
      Model disabled = model.toBuilder().clearAddress().build();
      state.models.put(disabled.getKey(), disabled);
      call.disabled(Kind.MODEL, disabled.getKey(), disabled);
    }
    return DisableOutputResponse.getDefaultInstance();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw Refusal.exactly(ErrorCode.OE0108, otherwise);
    }
  }
}
