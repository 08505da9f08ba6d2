package orchestrator.demo.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists all tasks of a study, parents before children.
 *
 * <p>Before the first round each hospital describes its features and the sums are pooled into the
 * common start. In each round every hospital trains the joint model further on its own records, one
 * of them averages, and every hospital tests the average on its held-back records. Beside that each
 * hospital trains a model alone, as many steps, which every hospital tests too: so all models are
 * judged on the same records.
 */
public final class StudyGraph {
  private final Study study;
  private final Map<String, StudyTask> tasks = new LinkedHashMap<>();

  /** The graph of a study. */
  public StudyGraph(Study study) {
    this.study = study;
    growJoint();
    study.hospitals().forEach(this::growAlone);
  }

  /** The study that the graph is of. */
  public Study study() {
    return study;
  }

  /** All tasks, parents before children. */
  public List<StudyTask> tasks() {
    return List.copyOf(tasks.values());
  }

  /** The task with the given key; empty when it is not of this study. */
  public Optional<StudyTask> find(String key) {
    return Optional.ofNullable(tasks.get(key));
  }

  /** The models that grow over the rounds: the joint one first, then each hospital's own. */
  public List<Line> lines() {
    return Stream.concat(Stream.of(Line.JOINT), study.hospitals().stream().map(Line::alone))
        .toList();
  }

  /** How many models are only a means, to be disabled in the end. */
  public int passingModels() {
    return (int) tasks.values().stream().filter(StudyTask::isPassing).count();
  }

  private void growJoint() {
    List<StudyTask> sums = everywhere(Step.DESCRIBE, Line.JOINT, 0, List.of());
    List<StudyTask> joint = List.of(add(Step.POOL, Line.JOINT, 0, study.lead(), sums));
    for (int round = 1; round <= study.rounds(); round++) {
      List<StudyTask> trained = everywhere(Step.TRAIN, Line.JOINT, round, joint);
      joint = List.of(add(Step.AGGREGATE, Line.JOINT, round, study.aggregator(round), trained));
      everywhere(Step.TEST, Line.JOINT, round, joint);
    }
  }

  private void growAlone(String hospital) {
    Line line = Line.alone(hospital);
    List<StudyTask> model = List.of();
    for (int round = 1; round <= study.rounds(); round++) {
      model = List.of(add(Step.TRAIN, line, round, hospital, model));
      everywhere(Step.TEST, line, round, model);
    }
  }

  /** Adds a task for each hospital. */
  private List<StudyTask> everywhere(Step step, Line line, int round, List<StudyTask> parents) {
    return study.hospitals().stream()
        .map(hospital -> add(step, line, round, hospital, parents))
        .toList();
  }

  private StudyTask add(Step step, Line line, int round, String hospital, List<StudyTask> parents) {
    boolean result = step == Step.AGGREGATE || (step == Step.TRAIN && !line.isJoint());
    StudyTask task =
        new StudyTask(
            study.task(step, line, round, hospital),
            step,
            line,
            round,
            hospital,
            parents,
            result && round == study.rounds());
    tasks.put(task.key(), task);
    return task;
  }
}
