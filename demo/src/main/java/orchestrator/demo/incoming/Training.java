package orchestrator.demo.incoming;

import java.util.Optional;
import java.util.OptionalInt;
import orchestrator.demo.learning.Score;

/**
 * Is one training of an algorithm, and what came of it.
 *
 * @param rank its place in the algorithm's chain, from 0
 * @param day on which its records came in, from 1
 * @param records how many it learns from
 * @param status as the service tells it
 * @param from the rank whose model it started from; empty for a beginning
 * @param model the id of its model
 * @param score of its model on the held-back records, when it is done
 * @param carriedOn whether its model is the best of the algorithm up to here, from which the next
 *     one starts
 */
public record Training(
    Algorithm algorithm,
    int rank,
    int day,
    int records,
    String status,
    OptionalInt from,
    String model,
    Optional<Score> score,
    boolean carriedOn) {

  /** Whether it is done, or has failed for good. */
  boolean isOver() {
    return status.equals("done") || status.equals("failed");
  }
}
