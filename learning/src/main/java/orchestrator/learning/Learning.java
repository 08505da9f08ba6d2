package orchestrator.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/**
 * Answers the calls of one organization. A call blocks until what it has done can be seen by the
 * next one.
 *
 * <p>All of them throw {@link LearningException} for what cannot be done, with the text for the
 * caller. Bodies may have further keys, which are dropped.
 */
public interface Learning {
  /**
   * Documents in the order in which they came.
   *
   * @param wanted which ones; called with each document
   * @param after the uuid behind which to begin; empty for the first one
   * @param limit at most so many
   */
  List<ObjectNode> list(Collection kind, Predicate<ObjectNode> wanted, String after, int limit);

  /** One document. */
  ObjectNode get(Collection kind, String uuid);

  /**
   * Takes in a problem.
   *
   * @param body {@code uuid}, {@code workflow}, {@code test_dataset}, {@code size_train_dataset}
   * @return the document
   */
  ObjectNode postProblem(ObjectNode body);

  /**
   * Takes in an algorithm.
   *
   * @param body {@code uuid}, {@code problem}, {@code name}
   */
  Posted postAlgo(ObjectNode body);

  /**
   * Takes in data.
   *
   * @param body {@code uuid}: a text or a list, and {@code problems}
   */
  Posted postData(ObjectNode body);

  /**
   * Asks for a prediction.
   *
   * @param body {@code data}, {@code problem}
   * @return the document of the preduplet
   */
  ObjectNode postPrediction(ObjectNode body);

  /**
   * Gives a task to a worker.
   *
   * @param kind {@link Collection#LEARNUPLET} or {@link Collection#PREDUPLET}
   * @param body {@code worker}
   */
  void take(Collection kind, String uuid, ObjectNode body);

  /**
   * Takes a worker's report.
   *
   * @param kind {@link Collection#LEARNUPLET} or {@link Collection#PREDUPLET}
   * @param body {@code status}; with {@code done} also what came of it
   */
  void report(Collection kind, String uuid, ObjectNode body);

  /**
   * Withdraws a problem, an algorithm or data: no new tasks come of it, and what there was stays.
   *
   * @return the document as it is afterwards
   */
  ObjectNode withdraw(Collection kind, String uuid);

  /**
   * Tells what a post has made.
   *
   * @param documents of what was posted
   * @param newLearnuplets how many training tasks came of it
   */
  record Posted(List<JsonNode> documents, int newLearnuplets) {}
}
