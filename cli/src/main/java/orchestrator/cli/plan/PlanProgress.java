package orchestrator.cli.plan;

import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_EXECUTING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import orchestrator.cli.message.Values;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;

/** Knows how far a plan's tasks have come, from a list of them and the events behind it. */
final class PlanProgress {
  private ComputePlan plan;
  private final Map<String, ComputeTask> tasks = new LinkedHashMap<>();

  /** Of other plans, those whose outputs tasks of this plan take. */
  private final Map<String, ComputeTask> others = new HashMap<>();

  private final Set<String> unknownParents = new HashSet<>();
  private final Map<ComputeTaskStatus, Integer> counts = new EnumMap<>(ComputeTaskStatus.class);
  private final TreeMap<Integer, Rank> ranks = new TreeMap<>();
  private final Map<String, Instant> executingSince = new HashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /** When tasks became done, of the last {@link #HISTORY}. */
  private final Deque<Instant> done = new ArrayDeque<>();

  /** As long as rates are looked at. */
  static final Duration HISTORY = Duration.ofMinutes(10);

  /**
   * Counts the tasks of a rank.
   *
   * @param done how many are done
   * @param broken how many failed or were cancelled
   * @param all how many there are
   */
  record Rank(int done, int broken, int all) {
    static final Rank EMPTY = new Rank(0, 0, 0);

    private Rank plus(ComputeTask task, int sign) {
      return new Rank(
          done + (Tasks.isDone(task) ? sign : 0),
          broken + (Tasks.isBroken(task) ? sign : 0),
          all + sign);
    }
  }

  PlanProgress(ComputePlan plan) {
    this.plan = plan;
  }

  /** Takes a task as it stands, of this plan or of another. */
  void put(ComputeTask task) {
    unknownParents.remove(task.getKey());
    if (!task.getComputePlanKey().equals(plan.getKey())) {
      others.put(task.getKey(), task);
      return;
    }
    ComputeTask before = tasks.put(task.getKey(), task);
    if (before == null) {
      Tasks.parents(task).stream().filter(key -> find(key).isEmpty()).forEach(unknownParents::add);
    } else {
      counts.merge(before.getStatus(), -1, Integer::sum);
      ranks.merge(before.getRank(), Rank.EMPTY, (rank, none) -> rank.plus(before, -1));
    }
    counts.merge(task.getStatus(), 1, Integer::sum);
    ranks.put(task.getRank(), ranks.getOrDefault(task.getRank(), Rank.EMPTY).plus(task, 1));
  }

  /** The keys of parents that are not known yet: once the plan is read, those in other plans. */
  Set<String> unknownParents() {
    return Set.copyOf(unknownParents);
  }

  private Optional<ComputeTask> find(String key) {
    return Optional.ofNullable(tasks.get(key)).or(() -> Optional.ofNullable(others.get(key)));
  }

  /** Tells since when a task is executing. */
  void executing(String key, Instant since) {
    executingSince.put(key, since);
  }

  /** Tells why a task has failed. */
  void failed(String key, String reason) {
    reasons.put(key, reason);
  }

  /**
   * Takes an event.
   *
   * @return whether it was about this plan
   */
  boolean apply(Event event) {
    Instant time = Values.instant(event.getTimestamp());
    switch (event.getAssetCase()) {
      case COMPUTE_PLAN -> {
        boolean isThis = event.getComputePlan().getKey().equals(plan.getKey());
        plan = isThis ? event.getComputePlan() : plan;
        return isThis;
      }
      case COMPUTE_TASK -> {
        ComputeTask task = event.getComputeTask();
        boolean isOfThis = task.getComputePlanKey().equals(plan.getKey());
        if (isOfThis || others.containsKey(task.getKey())) {
          changed(task, time, event.getMetadataOrDefault("reason", ""));
        }
        return isOfThis;
      }
      case FAILURE_REPORT -> {
        boolean isOfThis = tasks.containsKey(event.getAssetKey());
        if (isOfThis) {
          failed(event.getAssetKey(), History.inWords(event.getFailureReport()));
        }
        return isOfThis;
      }
      default -> {
        return false;
      }
    }
  }

  private void changed(ComputeTask task, Instant time, String reason) {
    boolean wasDone = find(task.getKey()).filter(Tasks::isDone).isPresent();
    put(task);
    if (task.getStatus() == STATUS_EXECUTING) {
      executingSince.putIfAbsent(task.getKey(), time);
    } else {
      executingSince.remove(task.getKey());
    }
    if (task.getStatus() == STATUS_FAILED && tasks.containsKey(task.getKey())) {
      reasons.putIfAbsent(task.getKey(), reason);
    }
    if (Tasks.isDone(task) && !wasDone && tasks.containsKey(task.getKey())) {
      done.add(time);
      while (done.getFirst().isBefore(time.minus(HISTORY))) {
        done.removeFirst();
      }
    }
  }

  ComputePlan plan() {
    return plan;
  }

  Optional<ComputeTask> task(String key) {
    return Optional.ofNullable(tasks.get(key));
  }

  int size() {
    return tasks.size();
  }

  int count(ComputeTaskStatus status) {
    return counts.getOrDefault(status, 0);
  }

  /** The ranks, the first ones first. */
  Map<Integer, Rank> ranks() {
    return ranks;
  }

  /** Those that execute, the longest first. */
  List<ComputeTask> executing() {
    return tasks.values().stream()
        .filter(task -> task.getStatus() == STATUS_EXECUTING)
        .sorted(
            Comparator.comparing(
                (ComputeTask task) -> executingSince.getOrDefault(task.getKey(), Instant.EPOCH)))
        .toList();
  }

  Optional<Instant> executingSince(String key) {
    return Optional.ofNullable(executingSince.get(key));
  }

  /** Those that failed, the last ones first. */
  List<ComputeTask> failures() {
    List<ComputeTask> failed = new ArrayList<>();
    reasons.keySet().stream()
        .flatMap(key -> task(key).stream())
        .forEach(task -> failed.add(0, task));
    tasks.values().stream()
        .filter(task -> task.getStatus() == STATUS_FAILED && !reasons.containsKey(task.getKey()))
        .forEach(failed::add);
    return failed;
  }

  String reason(String key) {
    return reasons.getOrDefault(key, "");
  }

  /** How many tasks became done in each of some spans of time before now, the oldest first. */
  int[] doneIn(Duration span, int spans, Instant now) {
    int[] counted = new int[spans];
    for (Instant time : done) {
      long before = Duration.between(time, now).dividedBy(span);
      if (before < spans) {
        counted[spans - 1 - (int) Math.max(0, before)]++;
      }
    }
    return counted;
  }

  boolean isDone() {
    return count(STATUS_DONE) == tasks.size();
  }

  /**
   * Whether nothing can go on: each task is final, or behind one that failed or was cancelled; or
   * the plan is cancelled, and nothing executes any more.
   */
  boolean isOver() {
    if (count(STATUS_EXECUTING) > 0) {
      return false;
    }
    return plan.hasCancelationDate()
        || (count(STATUS_WAITING_FOR_EXECUTOR_SLOT) == 0 && !hasLiveTask());
  }

  private boolean hasLiveTask() {
    Set<String> stuck = new HashSet<>();
    return tasks.values().stream()
        .sorted(Comparator.comparingInt(ComputeTask::getRank))
        .anyMatch(task -> isLive(task, stuck));
  }

  private boolean isLive(ComputeTask task, Set<String> stuck) {
    if (Tasks.isDone(task)) {
      return false;
    }
    boolean isStuck =
        Tasks.isBroken(task)
            || Tasks.parents(task).stream()
                .anyMatch(
                    key -> stuck.contains(key) || find(key).filter(Tasks::isBroken).isPresent());
    if (isStuck) {
      stuck.add(task.getKey());
    }
    return !isStuck;
  }
}
