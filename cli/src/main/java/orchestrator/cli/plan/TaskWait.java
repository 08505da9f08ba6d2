package orchestrator.cli.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.cli.message.Words;
import orchestrator.cli.text.Durations;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.TaskQueryFilter;

/** Finds out what a task waits for: parents, its function, or the organization that runs it. */
public final class TaskWait {
  /** Of those above a task, as many are read; who waits for more waits for any of these too. */
  private static final int MOST_TASKS = 2000;

  /** An organization's tasks are counted up to here. */
  private static final int MOST_COUNTED = 1000;

  private final OrchestratorClient client;
  private final History history;
  private final Map<String, ComputeTask> tasks = new LinkedHashMap<>();

  /** Looks on this server. */
  public TaskWait(OrchestratorClient client) {
    this.client = client;
    this.history = new History(client);
  }

  /**
   * Holds why a task is where it is.
   *
   * @param task its key
   * @param status in words
   * @param sentence the answer, in one sentence
   * @param waitsFor what has to happen first, the nearest first
   */
  public record Explanation(String task, String status, String sentence, List<Cause> waitsFor) {}

  /**
   * Holds one thing that a task waits for.
   *
   * @param kind task, function or organization
   * @param key of that
   * @param state in words
   * @param organization who has to do something
   * @param detail more of it
   */
  public record Cause(String kind, String key, String state, String organization, String detail) {}

  /** What the task with a key waits for. */
  public Explanation of(String key) {
    ComputeTask task = task(key);
    Explanation explanation = explanation(task);
    ComputePlan plan = PlanReader.plan(client, task.getComputePlanKey());
    boolean isFinal = Tasks.isDone(task) || Tasks.isBroken(task);
    return plan.hasCancelationDate() && !isFinal
        ? new Explanation(
            explanation.task(),
            explanation.status(),
            explanation.sentence() + "; its plan is cancelled",
            explanation.waitsFor())
        : explanation;
  }

  private Explanation explanation(ComputeTask task) {
    return switch (task.getStatus()) {
      case STATUS_WAITING_FOR_BUILDER_SLOT, STATUS_BUILDING -> function(task);
      case STATUS_WAITING_FOR_PARENT_TASKS -> parents(task);
      case STATUS_WAITING_FOR_EXECUTOR_SLOT -> worker(task);
      case STATUS_EXECUTING ->
          explanation(
              task,
              "it waits for nothing: "
                  + task.getWorker()
                  + lasting(task, " has been executing it", " executes it"),
              List.of());
      case STATUS_DONE ->
          explanation(
              task,
              "it waits for nothing: it " + lasting(task, "has been done", "is done"),
              List.of());
      case STATUS_CANCELED ->
          explanation(task, "it will not run: it is cancelled" + reason(task), List.of());
      case STATUS_FAILED ->
          explanation(
              task,
              "it will not run again: it failed"
                  + history.report(task.getKey()).map(report -> ", " + report).orElse(reason(task))
                  + "; plan resume takes its plan up",
              List.of());
      default -> explanation(task, "its status is not known here", List.of());
    };
  }

  private static Explanation explanation(ComputeTask task, String sentence, List<Cause> causes) {
    return new Explanation(task.getKey(), Tasks.words(task.getStatus()), sentence, causes);
  }

  private Explanation function(ComputeTask task) {
    Function function = FunctionNames.function(client, task.getFunctionKey());
    String state = Words.of(function.getStatus().getValueDescriptor());
    List<Cause> causes = new ArrayList<>();
    causes.add(
        new Cause("function", function.getKey(), state, function.getOwner(), function.getName()));
    causes.addAll(unfinished(task));
    return explanation(
        task,
        "it waits for %s to build function %s, which is %s"
            .formatted(function.getOwner(), function.getName(), state),
        causes);
  }

  private Explanation worker(ComputeTask task) {
    long executing = count(task.getWorker(), ComputeTaskStatus.STATUS_EXECUTING);
    String executes =
        executing == MOST_COUNTED
            ? "%d tasks or more".formatted(executing)
            : executing == 1 ? "1 task" : executing + " tasks";
    return explanation(
        task,
        "it %s, and waits for %s to start it, which executes %s now"
            .formatted(lasting(task, "has been ready", "is ready"), task.getWorker(), executes),
        List.of(
            new Cause(
                "organization", task.getWorker(), "executes " + executes, task.getWorker(), "")));
  }

  private long count(String worker, ComputeTaskStatus status) {
    return Tasks.list(
            client, TaskQueryFilter.newBuilder().setWorker(worker).setStatus(status).build())
        .limit(MOST_COUNTED)
        .count();
  }

  private Explanation parents(ComputeTask task) {
    List<Cause> causes = unfinished(task);
    Optional<Cause> broken =
        causes.stream()
            .filter(cause -> cause.state().equals("failed") || cause.state().equals("canceled"))
            .findFirst();
    return explanation(
        task,
        broken
            .map(
                cause ->
                    "it cannot run: task %s above it %s; plan resume takes its plan up"
                        .formatted(
                            cause.key(),
                            cause.state().equals("failed") ? "failed" : "is cancelled"))
            .orElseGet(() -> "it waits for " + unfinishedParents(task)),
        causes);
  }

  /** The first parent and what that waits for, up to a task that waits for no other. */
  private String unfinishedParents(ComputeTask task) {
    List<ComputeTask> parents =
        Tasks.parents(task).stream()
            .map(this::task)
            .filter(parent -> !Tasks.isDone(parent))
            .toList();
    if (parents.isEmpty()) {
      return "parents that have just come to their end";
    }
    ComputeTask first = parents.get(0);
    String which =
        parents.size() == 1
            ? "its parent " + first.getKey()
            : "%d parents, of which %s".formatted(parents.size(), first.getKey());
    String comma = parents.size() == 1 ? ", which " : " ";
    ComputeTask top = first;
    for (int level = 0; level < MOST_TASKS && isBehindOthers(top); level++) {
      top =
          Tasks.parents(top).stream()
              .map(this::task)
              .filter(parent -> !Tasks.isDone(parent))
              .findFirst()
              .orElse(top);
    }
    return top.getKey().equals(first.getKey())
        ? which + comma + doing(first)
        : "%s%swaits for parents of its own, up to %s, which %s"
            .formatted(which, comma, top.getKey(), doing(top));
  }

  private boolean isBehindOthers(ComputeTask task) {
    return task.getStatus() == ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS
        && Tasks.parents(task).stream().anyMatch(parent -> !Tasks.isDone(task(parent)));
  }

  private static String doing(ComputeTask task) {
    return switch (task.getStatus()) {
      case STATUS_EXECUTING -> "is executed by " + task.getWorker();
      case STATUS_WAITING_FOR_EXECUTOR_SLOT -> "waits for " + task.getWorker() + " to start it";
      case STATUS_WAITING_FOR_BUILDER_SLOT, STATUS_BUILDING -> "waits for its function to be built";
      default -> "is " + Tasks.words(task.getStatus());
    };
  }

  /** The tasks above one that are not done, each once, the nearest first. */
  private List<Cause> unfinished(ComputeTask task) {
    List<Cause> causes = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(Tasks.parents(task));
    while (!open.isEmpty() && seen.size() < MOST_TASKS) {
      String key = open.remove();
      if (!seen.add(key)) {
        continue;
      }
      ComputeTask parent = task(key);
      if (!Tasks.isDone(parent)) {
        causes.add(
            new Cause(
                "task",
                key,
                Tasks.words(parent.getStatus()),
                parent.getWorker(),
                "rank " + parent.getRank()));
        if (!Tasks.isBroken(parent)) {
          open.addAll(Tasks.parents(parent));
        }
      }
    }
    return causes;
  }

  private ComputeTask task(String key) {
    return tasks.computeIfAbsent(key, unknown -> Tasks.get(client, unknown));
  }

  /** The first words and for how long, where events tell that; else the others. */
  private String lasting(ComputeTask task, String known, String unknown) {
    return history
        .lastChange(task)
        .since()
        .map(time -> known + " for " + Durations.of(Duration.between(time, Instant.now())))
        .orElse(unknown);
  }

  private String reason(ComputeTask task) {
    String reason = history.lastChange(task).reason();
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
