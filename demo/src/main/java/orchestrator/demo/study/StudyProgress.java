package orchestrator.demo.study;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import orchestrator.demo.learning.Score;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.Performance;

/**
 * Tells how far a study has come, by what its events have told so far. Safe for use by many
 * threads; each answer is of one moment.
 */
public final class StudyProgress {
  private static final Set<ComputeTaskStatus> FINAL =
      EnumSet.of(
          ComputeTaskStatus.STATUS_DONE,
          ComputeTaskStatus.STATUS_FAILED,
          ComputeTaskStatus.STATUS_CANCELED);

  private final StudyGraph graph;
  private final Map<String, Integer> heldBack;
  private final Map<Line, Map<Integer, List<StudyTask>>> tests;
  private final Map<String, ComputeTaskStatus> statuses = new HashMap<>();
  private final Map<String, Double> performances = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();
  private long moves;

  /**
   * A study of which nothing has been heard yet.
   *
   * @param heldBack the number of held-back records of each hospital: the weight of its tests
   */
  public StudyProgress(StudyGraph graph, Map<String, Integer> heldBack) {
    this.graph = graph;
    this.heldBack = Map.copyOf(heldBack);
    this.tests =
        graph.tasks().stream()
            .filter(task -> task.step() == Step.TEST)
            .collect(groupingBy(StudyTask::line, groupingBy(StudyTask::round)));
  }

  /** The study's graph. */
  public StudyGraph graph() {
    return graph;
  }

  /** The number of held-back records of all hospitals. */
  public int heldBack() {
    return heldBack.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Takes in an event; one that is about something else changes nothing. */
  public synchronized void accept(Event event) {
    Performance performance = event.getPerformance();
    String task =
        switch (event.getAssetCase()) {
          case COMPUTE_TASK -> event.getComputeTask().getKey();
          case PERFORMANCE -> performance.getComputeTaskKey();
          case MODEL -> event.getModel().getComputeTaskKey();
          default -> "";
        };
    if (graph.find(task).isEmpty()) {
      return;
    }
    moves++;
    if (event.hasComputeTask()) {
      statuses.put(task, event.getComputeTask().getStatus());
    } else if (event.hasPerformance()) {
      performances.put(
          task + performance.getComputeTaskOutputIdentifier(),
          (double) performance.getPerformanceValue());
    } else if (event.getEventKind() == EventKind.EVENT_ASSET_DISABLED) {
      disabled.add(task);
    }
  }

  /** How many models that were only a means have been disabled. */
  public synchronized int disabledModels() {
    return disabled.size();
  }

  /** How many events of this study there were; as long as it stands still, nothing moves. */
  public synchronized long moves() {
    return moves;
  }

  /** The status of a task; unknown before its registration was heard of. */
  public synchronized ComputeTaskStatus status(StudyTask task) {
    return statuses.getOrDefault(task.key(), ComputeTaskStatus.STATUS_UNKNOWN);
  }

  /** Whether a task stays in this status for ever. */
  public static boolean isFinal(ComputeTaskStatus status) {
    return FINAL.contains(status);
  }

  /** How many tasks are in each status; a status without tasks is left out. */
  public synchronized Map<ComputeTaskStatus, Integer> counts() {
    Map<ComputeTaskStatus, Integer> counts = new EnumMap<>(ComputeTaskStatus.class);
    graph.tasks().forEach(task -> counts.merge(status(task), 1, Integer::sum));
    return counts;
  }

  /** The tasks in one of these statuses, in the order of the graph. */
  public synchronized List<StudyTask> in(ComputeTaskStatus first, ComputeTaskStatus... more) {
    Set<ComputeTaskStatus> wanted = EnumSet.of(first, more);
    return graph.tasks().stream().filter(task -> wanted.contains(status(task))).toList();
  }

  /** Whether every task is done. */
  public boolean isDone() {
    return in(ComputeTaskStatus.STATUS_DONE).size() == graph.tasks().size();
  }

  /** The tasks that failed or were cancelled, in the order of the graph. */
  public List<StudyTask> broken() {
    return in(ComputeTaskStatus.STATUS_FAILED, ComputeTaskStatus.STATUS_CANCELED);
  }

  /** The tasks that a hospital computes, or that wait for it to begin, by hospital. */
  public Map<String, List<StudyTask>> waitingFor() {
    return in(
            ComputeTaskStatus.STATUS_EXECUTING, ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT)
        .stream()
        .collect(groupingBy(StudyTask::hospital, LinkedHashMap::new, toList()));
  }

  /**
   * How well a model did in a round, over the held-back records of all hospitals: the mean weighted
   * by records. A hospital whose records are all of one kind has no part in the mean of the AUC.
   *
   * @return empty until every hospital has tested it
   */
  public synchronized Optional<Score> score(Line line, int round) {
    List<StudyTask> all = tests.getOrDefault(line, Map.of()).getOrDefault(round, List.of());
    boolean complete =
        !all.isEmpty()
            && all.stream().allMatch(task -> status(task) == ComputeTaskStatus.STATUS_DONE);
    return complete
        ? Optional.of(new Score(mean(all, Step.ACCURACY), mean(all, Step.AUC)))
        : Optional.empty();
  }

  private double mean(List<StudyTask> all, String output) {
    double sum = 0;
    double weights = 0;
    for (StudyTask test : all) {
      double value = performances.getOrDefault(test.key() + output, Double.NaN);
      if (!Double.isNaN(value)) {
        int weight = heldBack.getOrDefault(test.hospital(), 0);
        sum += weight * value;
        weights += weight;
      }
    }
    return sum / weights;
  }

  /** The rounds after which every hospital has tested the joint model, without a gap from 1 on. */
  public synchronized int finishedRounds() {
    return (int)
        IntStream.rangeClosed(1, graph.study().rounds())
            .takeWhile(round -> score(Line.JOINT, round).isPresent())
            .count();
  }
}
