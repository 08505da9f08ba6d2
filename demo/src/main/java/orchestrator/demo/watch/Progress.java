package orchestrator.demo.watch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Names;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.Model;
import orchestrator.proto.Performance;

/**
 * How far a study has come, by what its events have told so far. Safe for use by many threads; each
 * answer is of one moment.
 */
public final class Progress {

  private final StudyGraph graph;
  private final Map<String, Integer> heldBack;
  private final Map<String, ComputeTaskStatus> statuses = new HashMap<>();
  private final Map<String, Map<String, Double>> performances = new HashMap<>();
  private final Map<Line, Map<Integer, List<StudyTask>>> tests = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();
  private long moves;

  /**
   * A study of which nothing has been heard yet.
   *
   * @param heldBack the number of held-back records of each hospital: the weight of its tests
   */
  public Progress(StudyGraph graph, Map<String, Integer> heldBack) {
    this.graph = graph;
    this.heldBack = Map.copyOf(heldBack);
    for (StudyTask task : graph.tasks()) {
      if (task.step() == Step.TEST) {
        tests
            .computeIfAbsent(task.line(), line -> new HashMap<>())
            .computeIfAbsent(task.round(), round -> new ArrayList<>())
            .add(task);
      }
    }
  }

  /** The study's graph. */
  public StudyGraph graph() {
    return graph;
  }

  /** The number of held-back records of each hospital. */
  public Map<String, Integer> heldBack() {
    return heldBack;
  }

  /** Takes in an event; one that is about something else changes nothing. */
  public synchronized void accept(Event event) {
    boolean moved =
        switch (event.getAssetCase()) {
          case COMPUTE_TASK -> accept(event.getComputeTask().getKey(), event);
          case PERFORMANCE -> accept(event.getPerformance());
          case MODEL -> accept(event.getModel(), event.getEventKind());
          default -> false;
        };
    if (moved) {
      moves++;
    }
  }

  private boolean accept(String task, Event event) {
    boolean known = graph.find(task).isPresent();
    if (known) {
      statuses.put(task, event.getComputeTask().getStatus());
    }
    return known;
  }

  private boolean accept(Performance performance) {
    String task = performance.getComputeTaskKey();
    boolean known = graph.find(task).isPresent();
    if (known) {
      performances
          .computeIfAbsent(task, key -> new HashMap<>())
          .put(
              performance.getComputeTaskOutputIdentifier(),
              (double) performance.getPerformanceValue());
    }
    return known;
  }

  private boolean accept(Model model, EventKind kind) {
    boolean known = graph.find(model.getComputeTaskKey()).isPresent();
    if (known && kind == EventKind.EVENT_ASSET_DISABLED) {
      disabled.add(model.getComputeTaskKey());
    }
    return known;
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
    return status == ComputeTaskStatus.STATUS_DONE
        || status == ComputeTaskStatus.STATUS_FAILED
        || status == ComputeTaskStatus.STATUS_CANCELED;
  }

  /** How many tasks are in each status; a status without tasks is left out. */
  public synchronized Map<ComputeTaskStatus, Integer> counts() {
    Map<ComputeTaskStatus, Integer> counts = new EnumMap<>(ComputeTaskStatus.class);
    graph.tasks().forEach(task -> counts.merge(status(task), 1, Integer::sum));
    return counts;
  }

  /** Whether every task is done. */
  public synchronized boolean isDone() {
    return graph.tasks().stream().allMatch(task -> status(task) == ComputeTaskStatus.STATUS_DONE);
  }

  /** The tasks that failed or were cancelled, in the order of the graph. */
  public synchronized List<StudyTask> broken() {
    return graph.tasks().stream()
        .filter(
            task ->
                status(task) == ComputeTaskStatus.STATUS_FAILED
                    || status(task) == ComputeTaskStatus.STATUS_CANCELED)
        .toList();
  }

  /** The tasks that a hospital computes, or that wait for it to begin, by hospital. */
  public synchronized Map<String, List<StudyTask>> waitingFor() {
    Map<String, List<StudyTask>> waiting = new LinkedHashMap<>();
    for (StudyTask task : graph.tasks()) {
      switch (status(task)) {
        case STATUS_EXECUTING, STATUS_WAITING_FOR_EXECUTOR_SLOT ->
            waiting.computeIfAbsent(task.hospital(), key -> new ArrayList<>()).add(task);
        default -> {
          // it waits for another task, or for nobody
        }
      }
    }
    return waiting;
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
        ? Optional.of(new Score(mean(all, Names.ACCURACY), mean(all, Names.AUC)))
        : Optional.empty();
  }

  private double mean(List<StudyTask> all, String output) {
    double sum = 0;
    double weights = 0;
    for (StudyTask test : all) {
      double value =
          performances.getOrDefault(test.key(), Map.of()).getOrDefault(output, Double.NaN);
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
    int round = 0;
    while (round < graph.study().rounds() && score(Line.JOINT, round + 1).isPresent()) {
      round++;
    }
    return round;
  }
}
