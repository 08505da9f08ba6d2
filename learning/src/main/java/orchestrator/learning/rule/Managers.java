package orchestrator.learning.rule;

import orchestrator.client.spec.Keys;

/** Gives the keys of the data managers by which samples belong together. */
public final class Managers {
  private Managers() {}

  /** What an organization posted for a problem, to be trained on. */
  public static String training(Problem problem, String organization) {
    return Keys.named("learning data of " + problem.key() + " at " + organization);
  }

  /** What an organization asked predictions of a problem for. */
  public static String prediction(Problem problem, String organization) {
    return Keys.named("learning prediction data of " + problem.key() + " at " + organization);
  }

  /** What an organization has withdrawn. */
  public static String withdrawn(String organization) {
    return Keys.named("learning data withdrawn by " + organization);
  }
}
