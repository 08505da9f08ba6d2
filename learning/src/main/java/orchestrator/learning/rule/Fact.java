package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orchestrator.learning.LearningSettings.RuleSet;

/** Tells one thing that has happened, as the events of a channel tell it, in their order. */
public sealed interface Fact {
  /**
   * A problem was posted.
   *
   * @param key of its function
   * @param owner organization
   * @param body as it was posted, without further keys
   */
  record ProblemPosted(String key, String owner, ObjectNode body, Terms terms, Instant time)
      implements Fact {}

  /**
   * Says how the tasks of a problem are made.
   *
   * @param lease how long a task may be with a worker
   * @param tries how often a task is handed out that fails
   */
  record Terms(RuleSet rules, Duration lease, int tries) {}

  /** An algorithm was posted; the key is that of its function. */
  record AlgoPosted(String key, String owner, ObjectNode body, Instant time) implements Fact {}

  /** The owner of a function has named it as it is named: an algorithm was posted once more. */
  record NamedAgain(String key, Instant time) implements Fact {}

  /** A function can be used. */
  record FunctionReady(String key) implements Fact {}

  /** A compute plan is there. */
  record PlanSeen(String key, String owner) implements Fact {}

  /**
   * Data were posted, in one request.
   *
   * @param key of the post
   * @param ids in their order
   * @param problems ids of problems
   */
  record DataPosted(String key, String owner, List<String> ids, List<String> problems, Instant time)
      implements Fact {}

  /** The owner of a function has withdrawn it. */
  record FunctionWithdrawn(String key, Instant time) implements Fact {}

  /** A data manager is there that whoever makes tasks may use. */
  record ManagerSeen(String key, String owner) implements Fact {}

  /** A data sample was registered, or added to data managers; these are all that it is in now. */
  record SampleSeen(String key, String owner, List<String> managers, Instant time)
      implements Fact {}

  /**
   * A task was registered in which a learnuplet is tried.
   *
   * @param uuid of the learnuplet
   * @param attempt from 0
   */
  record LearningTask(String key, String plan, String uuid, int attempt, TaskState state)
      implements Fact {}

  /** A task was registered in which a preduplet is tried. */
  record PredictionTask(
      String key, String plan, int attempt, Asked asked, TaskState state, Instant time)
      implements Fact {}

  /**
   * Says which prediction is wanted.
   *
   * @param uuid of the preduplet
   * @param owner who asks
   * @param problem id
   * @param data id
   * @param worker organization that has the data
   * @param manager key of the data manager that the worker reads the data with
   * @param model id of the model
   * @param learnuplet uuid of what made the model
   */
  record Asked(
      String uuid,
      String owner,
      String problem,
      String data,
      String worker,
      String manager,
      String model,
      String learnuplet) {}

  /** Tells where a task is. */
  enum TaskState {
    WAITING,
    READY,
    EXECUTING,
    DONE,
    FAILED,
    CANCELED
  }

  /**
   * A task has changed.
   *
   * @param report what the worker said with it, if it is an object
   */
  record TaskChanged(
      String key, TaskState state, String worker, Optional<ObjectNode> report, Instant time)
      implements Fact {}

  /** A task has a model. */
  record ModelMade(String task, String model) implements Fact {}

  /** A task has a performance. */
  record PerformanceMeasured(String task, JsonNode value) implements Fact {}
}
