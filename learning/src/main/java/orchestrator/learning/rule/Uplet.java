package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import orchestrator.client.spec.Keys;

/** Is something for a worker to do: tried once, or again, each time in a task of its own. */
public abstract sealed class Uplet implements Document permits Learnuplet, Preduplet {
  private final String uuid;
  private final Problem problem;
  private final Instant created;

  int attempt;
  boolean isRegistered;
  boolean isReady;
  Status status = Status.TODO;
  JsonNode worker = NullNode.getInstance();

  /** What the worker said last. */
  Optional<ObjectNode> report = Optional.empty();

  /** The model that a worker has made under a key of its own. */
  Optional<String> ownModel = Optional.empty();

  /** When its status was set. */
  Instant since;

  /** How often one of its tasks has changed. */
  int changes;

  /** Says how far it is. */
  public enum Status {
    TODO,
    PENDING,
    DONE,
    FAILED;

    /** As callers see it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Uplet(String uuid, Problem problem, Instant created) {
    this.uuid = uuid;
    this.problem = problem;
    this.created = created;
    this.since = created;
  }

  @Override
  public String uuid() {
    return uuid;
  }

  /** The problem that it is for. */
  public Problem problem() {
    return problem;
  }

  /** Who has taken it, in its own words; null if nobody has. */
  public JsonNode worker() {
    return worker;
  }

  /** How far it is. */
  public Status status() {
    return status;
  }

  /** What the worker said last about its present try, or the one before. */
  public Optional<ObjectNode> report() {
    return report;
  }

  /** Which try this is, from 0. */
  public int attempt() {
    return attempt;
  }

  /** Whether the task of the present try can be started. */
  public boolean isReady() {
    return isReady;
  }

  /** When its status was set. */
  public Instant since() {
    return since;
  }

  /** How often one of its tasks has changed. */
  public int changes() {
    return changes;
  }

  Instant created() {
    return created;
  }

  /** The key of the task of its present try. */
  public String task() {
    return task(attempt);
  }

  /** The key of the task of a try; the first one has the uuid itself. */
  public String task(int number) {
    return task(uuid, number);
  }

  static String task(String uuid, int number) {
    return number == 0 ? uuid : Keys.named(uuid + " try " + number);
  }

  /** The key that a model gets that comes of its present try; a try before may have had one. */
  public String modelKey() {
    return attempt == 0 ? modelId() : Keys.named(modelId() + " try " + attempt);
  }

  /** The id under which callers know what comes of it. */
  public abstract String modelId();

  /** The organization that is to do it. */
  public abstract String organization();

  /** The plan that its tasks are in. */
  public abstract String plan();

  /** The owner of that plan. */
  public abstract String planOwner();

  /** Whether it may be tried now, as far as the rules go. */
  public abstract boolean isOpen();
}
