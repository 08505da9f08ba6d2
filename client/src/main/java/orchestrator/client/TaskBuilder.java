package orchestrator.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collection;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.ParentTaskOutputRef;

/**
 * Builds a task of a {@link PlanBuilder plan}, and is at the same time what later tasks take as
 * their parent.
 *
 * <pre>{@code
 * TaskBuilder train = plan.task(trainFunction).input("opener", manager).inputs("data", samples);
 * plan.task(testFunction).input("opener", manager).inputs("data", held).input("model", train, "model");
 * }</pre>
 */
public final class TaskBuilder {
  private final NewComputeTask.Builder message;
  private final NewPermissions sharing;

  TaskBuilder(String planKey, String functionKey, NewPermissions sharing) {
    this.message =
        NewComputeTask.newBuilder().setComputePlanKey(planKey).setFunctionKey(functionKey);
    this.sharing = sharing;
  }

  /**
   * A key of the caller's choice, given before another task takes this one as its parent.
   *
   * @throws IllegalArgumentException when it is not a lower-case UUID
   * @throws IllegalStateException when the task has a key already, given or random
   */
  @CanIgnoreReturnValue
  public TaskBuilder key(String key) {
    if (!message.getKey().isEmpty()) {
      throw new IllegalStateException("the task's key is " + message.getKey() + " already");
    }
    message.setKey(Keys.checked(key));
    return this;
  }

  /** The task's key, which from now on stays. */
  public String key() {
    if (message.getKey().isEmpty()) {
      message.setKey(Keys.random());
    }
    return message.getKey();
  }

  /** Who runs it; needless with a data manager among the inputs, whose owner does. */
  @CanIgnoreReturnValue
  public TaskBuilder worker(String organization) {
    message.setWorker(organization);
    return this;
  }

  /** A pair that travels with the task, each side at most 100 characters. */
  @CanIgnoreReturnValue
  public TaskBuilder metadata(String key, String value) {
    message.putMetadata(key, value);
    return this;
  }

  /** Takes an asset that is registered: a data manager, a sample or a model. */
  @CanIgnoreReturnValue
  public TaskBuilder input(String identifier, String assetKey) {
    message.addInputs(
        ComputeTaskInput.newBuilder().setIdentifier(identifier).setAssetKey(assetKey));
    return this;
  }

  /** Takes several registered assets into a multiple input, in this order. */
  @CanIgnoreReturnValue
  public TaskBuilder inputs(String identifier, Collection<String> assetKeys) {
    assetKeys.forEach(key -> input(identifier, key));
    return this;
  }

  /** Takes what another task of this plan puts out. */
  @CanIgnoreReturnValue
  public TaskBuilder input(String identifier, TaskBuilder parent, String parentOutput) {
    return inputFrom(identifier, parent.key(), parentOutput);
  }

  /** Takes what a task that is registered already puts out; it may be of another plan. */
  @CanIgnoreReturnValue
  public TaskBuilder inputFrom(String identifier, String parentTaskKey, String parentOutput) {
    message.addInputs(
        ComputeTaskInput.newBuilder()
            .setIdentifier(identifier)
            .setParentTaskOutput(
                ParentTaskOutputRef.newBuilder()
                    .setParentTaskKey(parentTaskKey)
                    .setOutputIdentifier(parentOutput)));
    return this;
  }

  /** Puts out models that are shared as the plan says. */
  @CanIgnoreReturnValue
  public TaskBuilder output(String identifier) {
    return output(identifier, sharing);
  }

  /** Puts out models that these organizations may use. */
  @CanIgnoreReturnValue
  public TaskBuilder output(String identifier, NewPermissions permissions) {
    return output(identifier, permissions, false);
  }

  /**
   * Puts out models that can be disabled once all children are through, shared as the plan says.
   */
  @CanIgnoreReturnValue
  public TaskBuilder transientOutput(String identifier) {
    return transientOutput(identifier, sharing);
  }

  /** Puts out models that can be disabled once all children are through. */
  @CanIgnoreReturnValue
  public TaskBuilder transientOutput(String identifier, NewPermissions permissions) {
    return output(identifier, permissions, true);
  }

  /** Puts out a performance, which everyone in the channel may see. */
  @CanIgnoreReturnValue
  public TaskBuilder performance(String identifier) {
    return output(identifier, Sharing.everyone(), false);
  }

  /** The message that registers the task; later changes of this description do not reach it. */
  public NewComputeTask toMessage() {
    return message.setKey(key()).build();
  }

  void declared(String identifier, FunctionOutput output) {
    if (output.getKind() == AssetKind.ASSET_PERFORMANCE) {
      performance(identifier);
    } else {
      output(identifier);
    }
  }

  @CanIgnoreReturnValue
  private TaskBuilder output(String identifier, NewPermissions permissions, boolean passing) {
    message.putOutputs(
        identifier,
        NewComputeTaskOutput.newBuilder()
            .setPermissions(permissions)
            .setTransient(passing)
            .build());
    return this;
  }
}
