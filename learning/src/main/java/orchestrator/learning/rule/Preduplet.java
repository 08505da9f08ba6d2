package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import orchestrator.client.spec.Keys;

/** Is a prediction by a model on one piece of data. */
public final class Preduplet extends Uplet {
  private final Fact.Asked asked;
  private final Learnuplet model;

  JsonNode prediction = NullNode.getInstance();
  Optional<Instant> done = Optional.empty();

  Preduplet(Fact.Asked asked, Problem problem, Learnuplet model, Instant created) {
    super(asked.uuid(), problem, created);
    this.asked = asked;
    this.model = model;
  }

  /** The key of the plan that an organization's predictions for a problem are in. */
  public static String plan(Problem problem, String owner) {
    return Keys.named("learning predictions of " + problem.key() + " by " + owner);
  }

  /** What is wanted. */
  public Fact.Asked asked() {
    return asked;
  }

  /** What made the model. */
  public Learnuplet model() {
    return model;
  }

  @Override
  public String modelId() {
    return ownModel.orElseGet(() -> Keys.named(uuid() + " prediction"));
  }

  @Override
  public String organization() {
    return asked.worker();
  }

  @Override
  public String plan() {
    return plan(problem(), asked.owner());
  }

  @Override
  public String planOwner() {
    return asked.owner();
  }

  @Override
  public boolean isOpen() {
    return !problem().isWithdrawn();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("uuid", uuid());
    json.put("problem", problem().uuid());
    json.set("workflow", problem().body().path("workflow"));
    json.put("data", asked.data());
    json.put("model", asked.model());
    json.set("worker", worker);
    json.put("status", status.text());
    json.set("prediction_storage_uuid", prediction);
    json.put("timestamp_request", created().getEpochSecond());
    json.put("timestamp_done", done.map(Instant::getEpochSecond).orElse(null));
    return json;
  }
}
