package orchestrator.lib.asset;

import java.util.Map;
import java.util.TreeMap;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.ParentTaskOutputRef;

/** Checks what a new task says by itself, before it is held against its function and parents. */
final class TaskRules {
  private TaskRules() {}

  static void check(NewComputeTask task, Fields fields) {
    fields.key("key", task.getKey());
    fields.key("function_key", task.getFunctionKey());
    fields.key("compute_plan_key", task.getComputePlanKey());
    fields.metadata(task.getMetadataMap());
    for (int i = 0; i < task.getInputsCount(); i++) {
      checkInput(task.getInputs(i), fields.in(Fields.item("inputs", i)));
    }
    for (Map.Entry<String, NewComputeTaskOutput> output :
        new TreeMap<>(task.getOutputsMap()).entrySet()) {
      String path = Fields.entry("outputs", output.getKey());
      fields.required(path, !output.getKey().isEmpty());
      fields.in(path).required("permissions", output.getValue().hasPermissions());
    }
  }

  private static void checkInput(ComputeTaskInput input, Fields fields) {
    fields.required("identifier", !input.getIdentifier().isEmpty());
    switch (input.getRefCase()) {
      case ASSET_KEY -> fields.key("asset_key", input.getAssetKey());
      case PARENT_TASK_OUTPUT -> {
        ParentTaskOutputRef parent = input.getParentTaskOutput();
        Fields within = fields.in("parent_task_output");
        within.key("parent_task_key", parent.getParentTaskKey());
        within.required("output_identifier", !parent.getOutputIdentifier().isEmpty());
      }
      case REF_NOT_SET -> fields.required("ref", false);
    }
  }
}
