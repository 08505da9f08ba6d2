package orchestrator.scenario.settings;

import java.util.List;

/**
 * Holds what one node sends.
 *
 * @param name goes with each transaction; need not be unique
 * @param steps run in this order
 */
public record Entry(String name, List<Step> steps) {
  /** Keeps a copy of the steps. */
  public Entry {
    steps = List.copyOf(steps);
  }

  /** How many transactions one round of it sends. */
  public long quantity() {
    return steps.stream().mapToLong(Step::quantity).reduce(0, Sums::add);
  }
}
