package orchestrator.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.RegisterTasksParam;

/**
 * Builds a compute plan in lines that read like the graph it is.
 *
 * <pre>{@code
 * PlanBuilder plan = client.plan("two hospitals").sharing(Sharing.everyone());
 * TaskBuilder a = plan.task(train).input("opener", managerA).inputs("datasamples", samplesA);
 * TaskBuilder b = plan.task(train).input("opener", managerB).inputs("datasamples", samplesB);
 * TaskBuilder joint =
 *     plan.task(aggregate)
 *         .worker("MyOrg1MSP")
 *         .input("models", a, "model")
 *         .input("models", b, "model");
 * plan.register();
 * }</pre>
 *
 * <p>A task made from a function has that function's outputs: performances public, as they must be,
 * models shared as the plan says. Keys are made here, so that tasks can refer to one another before
 * the server has seen any.
 *
 * <p>They are random unless given. A program that gives them can build the same plan after a
 * restart and {@link #register} it without knowing whether it had done so before:
 *
 * <pre>{@code
 * PlanBuilder plan = client.plan("two hospitals").key(Keys.named("study 7"));
 * TaskBuilder a = plan.task(train).key(Keys.named("study 7/train a")).input("opener", managerA);
 * plan.register();
 * }</pre>
 */
public final class PlanBuilder {
  /** Holds a plan that has been registered, with its tasks in the order of their registration. */
  public record RegisteredPlan(ComputePlan plan, List<ComputeTask> tasks) {}

  private final OrchestratorClient client;
  private final NewComputePlan.Builder message;
  private final List<TaskBuilder> tasks = new ArrayList<>();
  private NewPermissions sharing = Sharing.ownerOnly();

  PlanBuilder(OrchestratorClient client, String name) {
    this.client = client;
    this.message = NewComputePlan.newBuilder().setName(name);
  }

  /**
   * A key of the caller's choice, given before the first task.
   *
   * @throws IllegalArgumentException when it is not a lower-case UUID
   * @throws IllegalStateException when the plan has a key already, given or random
   */
  @CanIgnoreReturnValue
  public PlanBuilder key(String key) {
    if (!message.getKey().isEmpty()) {
      throw new IllegalStateException("the plan's key is " + message.getKey() + " already");
    }
    message.setKey(Keys.checked(key));
    return this;
  }

  /** The plan's key, which from now on stays. */
  public String key() {
    if (message.getKey().isEmpty()) {
      message.setKey(Keys.random());
    }
    return message.getKey();
  }

  /** A tag of at most 100 characters. */
  @CanIgnoreReturnValue
  public PlanBuilder tag(String tag) {
    message.setTag(tag);
    return this;
  }

  /** A pair that travels with the plan, each side at most 100 characters. */
  @CanIgnoreReturnValue
  public PlanBuilder metadata(String key, String value) {
    message.putMetadata(key, value);
    return this;
  }

  /** Who may use the models of tasks that are added from now on; nobody else unless said here. */
  @CanIgnoreReturnValue
  public PlanBuilder sharing(NewPermissions permissions) {
    sharing = permissions;
    return this;
  }

  /** Adds a task of a function, with the function's outputs. */
  @CanIgnoreReturnValue
  public TaskBuilder task(Function function) {
    return task(function.getKey(), function.getOutputsMap());
  }

  /** Adds a task of a function that was described here, with the function's outputs. */
  @CanIgnoreReturnValue
  public TaskBuilder task(NewFunction function) {
    return task(function.getKey(), function.getOutputsMap());
  }

  /** Adds a task of the function with this key; its outputs are to be given one by one. */
  @CanIgnoreReturnValue
  public TaskBuilder task(String functionKey) {
    return task(functionKey, Map.of());
  }

  @CanIgnoreReturnValue
  private TaskBuilder task(String functionKey, Map<String, FunctionOutput> outputs) {
    TaskBuilder task = new TaskBuilder(key(), functionKey, sharing);
    outputs.forEach(task::declared);
    tasks.add(task);
    return task;
  }

  /** The plan that {@link #register} will register, without its tasks. */
  public NewComputePlan toMessage() {
    return message.setKey(key()).build();
  }

  /** The tasks that {@link #register} will register, in the order in which the tasks were added. */
  public List<NewComputeTask> taskMessages() {
    return tasks.stream().map(TaskBuilder::toMessage).toList();
  }

  /**
   * Registers the plan, then its tasks in one call: all of them or none. When the tasks are refused
   * the plan stays, empty.
   *
   * <p>What this organization has registered before under the same keys and with the same content
   * is returned as it stands now, so that a plan whose keys were given may be registered again.
   *
   * <p>The call must fit into the server's message limit, 32 MiB by default; a task takes about 200
   * bytes, and about 100 more for each input and output. A plan above that is registered by several
   * calls of RegisterTasks, parents first, with parts of {@link #taskMessages}.
   *
   * @throws OrchestratorException when the server refuses or cannot be reached in time; with {@link
   *     ErrorCode#CONFLICT} when a key stands for other content, or for a part of the tasks only
   */
  @CanIgnoreReturnValue
  public RegisteredPlan register() {
    ComputePlan plan =
        client.callAgain(ComputePlanServiceGrpc.getRegisterPlanMethod(), toMessage());
    if (tasks.isEmpty()) {
      return new RegisteredPlan(plan, List.of());
    }
    RegisterTasksParam request =
        RegisterTasksParam.newBuilder().addAllTasks(taskMessages()).build();
    return new RegisteredPlan(
        plan,
        client.callAgain(ComputeTaskServiceGrpc.getRegisterTasksMethod(), request).getTasksList());
  }
}
