package orchestrator.demo.study;

import java.util.List;
import orchestrator.client.spec.Keys;

/**
 * Says what is to be computed, and the keys of everything that this registers. They derive from the
 * run's name, so that processes which share that name find each other's assets, and one that starts
 * again finds its own.
 *
 * @param run the run's name
 * @param hospitals the organizations, two or more; the first one registers functions and plan
 * @param rounds how often the hospitals' models are averaged, at least 1
 * @param steps how many steps each hospital trains in a round, at least 1
 */
public record Study(String run, List<String> hospitals, int rounds, int steps) {
  /** Metadata of a train task: how many steps of gradient descent. */
  public static final String STEPS = "steps";

  /** Metadata of a data manager: how many records are held back. */
  public static final String HELD_BACK = "held_back";

  /** Keeps its own copy of the hospitals. */
  public Study {
    hospitals = List.copyOf(hospitals);
  }

  /** The organization that registers functions and plan. */
  public String lead() {
    return hospitals.get(0);
  }

  /** Who averages in a round: the hospitals take turns. */
  public String aggregator(int round) {
    return hospitals.get(round % hospitals.size());
  }

  /**
   * The name of a step's function. It carries the run, so that a hospital takes up no tasks but
   * those of its run, whatever else goes on in the channel.
   */
  public String functionName(Step step) {
    return step.word() + " of run " + run;
  }

  /** The key of a step's function. */
  public String function(Step step) {
    return key("function", step.name());
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
