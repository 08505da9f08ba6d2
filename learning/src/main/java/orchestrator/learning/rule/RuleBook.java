package orchestrator.learning.rule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says which training tasks there are, and from which model each starts. */
interface RuleBook {
  /** An algorithm was posted, or posted once more. */
  void algoPosted(Algo algo, boolean again, Instant time);

  /**
   * Data were posted for a problem.
   *
   * @param ids as they were posted
   * @param fresh those that were not posted for the problem before
   */
  void dataPosted(
      Problem problem, String owner, List<String> ids, List<String> fresh, Instant time);

  /** A training has come to an end, well or not. */
  void settled(Learnuplet learnuplet);

  /** The prediction of a problem is made with this one's model. */
  Optional<Learnuplet> predictor(Problem problem);

  /** Whether what has failed is tried again. */
  boolean retries();
}
