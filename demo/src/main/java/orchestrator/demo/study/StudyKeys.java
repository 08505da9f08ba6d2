package orchestrator.demo.study;

import orchestrator.client.spec.Keys;

/**
 * The keys of everything that a run of the study registers, derived from the run's name, so that
 * processes which share that name find each other's assets, and one that starts again finds its
 * own.
 *
 * @param run the run's name
 */
public record StudyKeys(String run) {

  /** The key of a step's function. */
  public String function(Step step) {
    return key("function", step.name());
  }

  /**
   * The name of a step's function. It carries the run, so that a hospital takes up no tasks but
   * those of its run, whatever else goes on in the channel.
   */
  public String functionName(Step step) {
    return step.word() + " of run " + run;
  }

  /** The key of the plan. */
  public String plan() {
    return key("plan", "");
  }

  /** The key of a hospital's data manager. */
  public String dataManager(String hospital) {
    return key("data manager", hospital);
  }

  /** The key of the sample that a hospital learns from. */
  public String training(String hospital) {
    return key("training", hospital);
  }

  /** The key of the sample that a hospital holds back. */
  public String heldBack(String hospital) {
    return key("held back", hospital);
  }

  /** The key of a task. */
  String task(Step step, Line line, int round, String hospital) {
    return key("task", step + "/" + line.text() + "/" + round + "/" + hospital);
  }

  private String key(String kind, String name) {
    return Keys.named(run + "/" + kind + "/" + name);
  }
}
