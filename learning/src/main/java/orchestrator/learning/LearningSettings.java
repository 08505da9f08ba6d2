package orchestrator.learning;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Says for whom, and how, training tasks are made.
 *
 * @param channel on which all of it is
 * @param organizations whose problems are followed; the first also reads
 * @param rules that problems have which name none
 * @param worker base address of the service that tasks are pushed to, if there is one
 * @param storage base address below which models and predictions are, for the API's sake
 * @param lease how long a task may be with a worker before it is handed out again
 * @param tries how often a task is handed out that fails, at least 1
 */
public record LearningSettings(
    String channel,
    List<String> organizations,
    RuleSet rules,
    Optional<URI> worker,
    URI storage,
    Duration lease,
    int tries) {

  /** Names a set of rules. */
  public enum RuleSet {
    /** What the documentation of the original promises, and what was seen broken set right. */
    CORRECTED,
    /** What the original does. */
    ORIGINAL
  }

  public LearningSettings {
    organizations = List.copyOf(organizations);
  }
}
