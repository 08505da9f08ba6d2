package orchestrator.client.resume;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orchestrator.client.spec.Keys;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;

/** Makes the task that runs in the place of another. */
final class Successor {
  private Successor() {}

  /**
   * Makes the task in a new plan that runs in the place of another.
   *
   * @param plan the new plan's key
   * @param rerun the keys of the tasks that run again: of those it takes the new ones' outputs
   */
  static NewComputeTask of(
      ComputeTask task, String plan, Set<String> rerun, Replacement replacement) {
    NewComputeTask.Builder again =
        NewComputeTask.newBuilder()
            .setKey(key(plan, task.getKey()))
            .setComputePlanKey(plan)
            .setFunctionKey(replacement.function().orElse(task.getFunctionKey()))
            .setWorker(task.getWorker())
            .putAllMetadata(task.getMetadataMap())
            .putMetadata(PlanResume.RESUMED_FROM, task.getKey());
    Set<String> given = new HashSet<>();
    for (ComputeTaskInput input : task.getInputsList()) {
      List<String> others = replacement.inputs().get(input.getIdentifier());
      if (others == null) {
        again.addInputs(redirected(input, plan, rerun));
      } else if (given.add(input.getIdentifier())) {
        others.forEach(key -> again.addInputs(asset(input.getIdentifier(), key)));
      }
    }
    replacement
        .inputs()
        .forEach(
            (identifier, keys) -> {
              if (given.add(identifier)) {
                keys.forEach(key -> again.addInputs(asset(identifier, key)));
              }
            });
    task.getOutputsMap().forEach((identifier, output) -> again.putOutputs(identifier, of(output)));
    return again.build();
  }

  private static String key(String plan, String task) {
    return Keys.named("task " + task + " in plan " + plan);
  }

  private static ComputeTaskInput asset(String identifier, String key) {
    return ComputeTaskInput.newBuilder().setIdentifier(identifier).setAssetKey(key).build();
  }

  private static ComputeTaskInput redirected(
      ComputeTaskInput input, String plan, Set<String> rerun) {
    String parent = input.getParentTaskOutput().getParentTaskKey();
    if (!rerun.contains(parent)) {
      return input;
    }
    ComputeTaskInput.Builder redirected = input.toBuilder();
    redirected.getParentTaskOutputBuilder().setParentTaskKey(key(plan, parent));
    return redirected.build();
  }

  private static NewComputeTaskOutput of(ComputeTaskOutput output) {
    Permission process = output.getPermissions().getProcess();
    return NewComputeTaskOutput.newBuilder()
        .setPermissions(
            NewPermissions.newBuilder()
                .setPublic(process.getPublic())
                .addAllAuthorizedIds(process.getAuthorizedIdsList()))
        .setTransient(output.getTransient())
        .build();
  }
}
