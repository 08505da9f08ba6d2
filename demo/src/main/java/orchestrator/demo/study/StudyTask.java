package orchestrator.demo.study;

import java.util.List;

/**
 * Describes a node of the study's graph.
 *
 * @param key the task's key
 * @param step what it does
 * @param line whose model it is about
 * @param round 0 is what comes before the first round
 * @param hospital who computes it
 * @param parents the tasks whose output it takes, in the order of its inputs
 * @param kept whether its output is a result, and not just a means to one
 */
public record StudyTask(
    String key,
    Step step,
    Line line,
    int round,
    String hospital,
    List<StudyTask> parents,
    boolean kept) {
  /** Whether its output is a model that is only a means, to be disabled in the end. */
  public boolean isPassing() {
    return step != Step.TEST && !kept;
  }

  /** What the task is, for people: {@code test of round 3 (joint)}. */
  public String describe() {
    return round == 0
        ? step.word() + " before the first round"
        : "%s of round %d (%s)".formatted(step.word(), round, line.text());
  }
}
