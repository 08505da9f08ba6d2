package orchestrator.client.resume;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.PlanBuilder;
import orchestrator.client.resume.NotResumableException.Reason;
import orchestrator.client.spec.Keys;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.RegisterTasksParam;

/**
 * Takes up a plan that failed or was cancelled: registers a new plan in which only that runs which
 * is not done, on the outputs of what is.
 *
 * <pre>{@code
 * PlanBuilder.RegisteredPlan again = PlanResume.of(client, key).replaceFunction(task, mended).register();
 * }</pre>
 *
 * <p>The new plan has the old one's name, tag and metadata, and names the old plan in its metadata
 * as {@value #RESUMED_FROM}; so does each task its predecessor. A done task runs again only if one
 * that runs again needs a model of it that is disabled, or if it takes what runs again because it
 * was replaced.
 *
 * <p>Its keys follow from the old ones and from what is replaced. Whoever takes the same plan up
 * again, at the same time or after a lost answer, gets the same new plan; should that one fail, it
 * is the one to take up next.
 */
public final class PlanResume {
  /** The pair of metadata that names the plan, or the task, in whose place something runs. */
  public static final String RESUMED_FROM = "resumed_from";

  private static final int TASKS_A_CALL = 500;

  private final OrchestratorClient client;
  private final String planKey;
  private final Map<String, Replacement> replacements = new TreeMap<>();
  private boolean stopping;

  private PlanResume(OrchestratorClient client, String planKey) {
    this.client = client;
    this.planKey = planKey;
  }

  /** Starts the description of how a plan is taken up. */
  public static PlanResume of(OrchestratorClient client, String planKey) {
    return new PlanResume(client, planKey);
  }

  /** Runs another function in the place of that of a task; a done task then runs again too. */
  @CanIgnoreReturnValue
  public PlanResume replaceFunction(String taskKey, String functionKey) {
    replacement(taskKey).setFunction(functionKey);
    return this;
  }

  /** Gives a task other assets for one of its inputs; a done task then runs again too. */
  @CanIgnoreReturnValue
  public PlanResume replaceInput(String taskKey, String identifier, List<String> assetKeys) {
    replacement(taskKey).setInput(identifier, assetKeys);
    return this;
  }

  private Replacement replacement(String taskKey) {
    return replacements.computeIfAbsent(taskKey, key -> new Replacement());
  }

  /**
   * Lets {@link #register} cancel first what runs or still can in the old plan. In a cancelled plan
   * it does so unasked; in others it would lose by surprise what has run for hours.
   */
  @CanIgnoreReturnValue
  public PlanResume stopWhatRuns() {
    stopping = true;
    return this;
  }

  /**
   * Finds what would run again, and changes nothing.
   *
   * @throws NotResumableException when tasks of the plan run or still can and may not be stopped,
   *     when no task is to run again, when the function of one that is has failed, or when that
   *     function does not take or make what a replacement says
   * @throws OrchestratorException when the plan or a replaced input's asset is not there, or the
   *     server cannot be reached
   */
  public Resumption prepare() {
    ComputePlan old = plan(planKey);
    return prepare(old, new OldTasks(client, old));
  }

  private Resumption prepare(ComputePlan old, OldTasks tasks) {
    for (String taskKey : replacements.keySet()) {
      if (!tasks.isOfPlan(taskKey)) {
        throw new NotResumableException(
            Reason.WRONG_REPLACEMENT, "plan " + planKey + " has no task " + taskKey);
      }
    }
    int live = mayStop(old) ? 0 : tasks.live().size();
    if (live > 0) {
      throw new NotResumableException(
          Reason.LIVE_TASKS, "tasks of plan " + planKey + " may still run: " + live);
    }
    Map<String, Rerun.Cause> causes = new RerunSearch(tasks, replacements.keySet()).causes();
    if (causes.isEmpty()) {
      throw new NotResumableException(
          Reason.STATE,
          tasks.ofPlan().isEmpty()
              ? "plan " + planKey + " has no tasks"
              : "every task of plan " + planKey + " is done");
    }
    String newKey = newKey();
    List<Rerun> reruns =
        causes.keySet().stream()
            .map(tasks::get)
            .sorted(Comparator.comparingInt(ComputeTask::getRank))
            .map(task -> rerun(task, causes, newKey))
            .toList();
    ReplacementCheck check = new ReplacementCheck(client, new FunctionCheck(client).check(reruns));
    reruns.forEach(
        rerun ->
            Optional.ofNullable(replacements.get(rerun.predecessor().getKey()))
                .ifPresent(replacement -> check.check(rerun, replacement)));
    long kept = tasks.ofPlan().stream().filter(task -> !causes.containsKey(task.getKey())).count();
    return new Resumption(old, newPlan(old, newKey), reruns, (int) kept);
  }

  private boolean mayStop(ComputePlan old) {
    return stopping || old.hasCancelationDate();
  }

  private String newKey() {
    StringBuilder name = new StringBuilder("resume of " + planKey);
    replacements.forEach((task, replacement) -> name.append('\n').append(task).append(replacement));
    return Keys.named(name.toString());
  }

  private static NewComputePlan newPlan(ComputePlan old, String key) {
    return NewComputePlan.newBuilder()
        .setKey(key)
        .setName(old.getName())
        .setTag(old.getTag())
        .putAllMetadata(old.getMetadataMap())
        .putMetadata(RESUMED_FROM, old.getKey())
        .build();
  }

  private Rerun rerun(ComputeTask task, Map<String, Rerun.Cause> causes, String plan) {
    NewComputeTask again =
        Successor.of(
            task,
            plan,
            causes.keySet(),
            Optional.ofNullable(replacements.get(task.getKey())).orElseGet(Replacement::new));
    return new Rerun(task, causes.get(task.getKey()), again);
  }

  /**
   * Registers the new plan and its tasks.
   *
   * @return the new plan with its tasks as they stand, those that an earlier call has registered
   *     too
   * @throws NotResumableException as {@link #prepare} does; also when the plan was taken up before
   *     with other tasks, or by another organization
   * @throws OrchestratorException when the server refuses or cannot be reached in time
   */
  public PlanBuilder.RegisteredPlan register() {
    ComputePlan old = plan(planKey);
    OldTasks tasks = new OldTasks(client, old);
    Resumption resumption = prepare(old, tasks);
    List<ComputeTask> live = tasks.live();
    if (!live.isEmpty()) {
      live.forEach(this::stop);
      resumption = prepare(old, new OldTasks(client, old));
    }
    return register(resumption);
  }

  private void stop(ComputeTask task) {
    try {
      client.callAgain(
          ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
          ApplyTaskActionParam.newBuilder()
              .setComputeTaskKey(task.getKey())
              .setAction(ComputeTaskAction.TASK_ACTION_CANCELED)
              .setLog("plan " + planKey + " is taken up anew")
              .build());
    } catch (OrchestratorException e) {
      // It has come to its end meanwhile, and is looked at again.
      if (!e.is(ErrorCode.INAPPROPRIATE_STATUS)) {
        throw e;
      }
    }
  }

  private PlanBuilder.RegisteredPlan register(Resumption resumption) {
    ComputePlan plan = registerPlan(resumption.plan());
    List<ComputeTask> tasks = new ArrayList<>();
    List<Rerun> reruns = resumption.reruns();
    for (int from = 0; from < reruns.size(); from += TASKS_A_CALL) {
      RegisterTasksParam.Builder part = RegisterTasksParam.newBuilder();
      reruns
          .subList(from, Math.min(from + TASKS_A_CALL, reruns.size()))
          .forEach(rerun -> part.addTasks(rerun.task()));
      try {
        tasks.addAll(
            client
                .callAgain(ComputeTaskServiceGrpc.getRegisterTasksMethod(), part.build())
                .getTasksList());
      } catch (OrchestratorException e) {
        throw e.is(ErrorCode.CONFLICT) ? otherTasks(plan) : e;
      }
    }
    return new PlanBuilder.RegisteredPlan(plan, tasks);
  }

  private NotResumableException otherTasks(ComputePlan plan) {
    return new NotResumableException(
        Reason.STATE,
        "plan " + planKey + " was taken up before with other tasks, as plan " + plan.getKey());
  }

  /** A new plan that somebody has renamed since is the same plan. */
  private ComputePlan registerPlan(NewComputePlan plan) {
    try {
      return client.callAgain(ComputePlanServiceGrpc.getRegisterPlanMethod(), plan);
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
      ComputePlan found = plan(plan.getKey());
      if (!found.getOwner().equals(client.organization())) {
        throw new NotResumableException(
            Reason.STATE,
            "plan "
                + planKey
                + " was taken up by "
                + found.getOwner()
                + ", as plan "
                + found.getKey());
      }
      return found;
    }
  }

  private ComputePlan plan(String key) {
    return client.call(
        ComputePlanServiceGrpc.getGetPlanMethod(),
        GetComputePlanParam.newBuilder().setKey(key).build());
  }
}
