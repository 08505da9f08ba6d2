package orchestrator.demo.study;

import java.util.List;

/**
 * What is to be computed.
 *
 * @param keys the keys of this run
 * @param hospitals the organizations, two or more; the first one registers functions and plan
 * @param rounds how often the hospitals' models are averaged, at least 1
 * @param steps how many steps each hospital trains in a round, at least 1
 */
public record Study(StudyKeys keys, List<String> hospitals, int rounds, int steps) {

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
}
