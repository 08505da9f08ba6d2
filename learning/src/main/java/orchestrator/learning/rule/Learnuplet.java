package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import orchestrator.client.spec.Keys;

/** Is the training of an algorithm on some data, starting from a model. */
public final class Learnuplet extends Uplet {
  private final Algo algo;
  private final int rank;
  private final String organization;
  List<String> trainData;

  /** The id of the model that it starts from: the algorithm's own for a beginning. */
  Optional<String> start = Optional.empty();

  /** What made that model. */
  Optional<Learnuplet> startsFrom = Optional.empty();

  JsonNode perf = NullNode.getInstance();

  /** What the API has as its performance. */
  JsonNode measured = NullNode.getInstance();

  JsonNode trainPerf = NullNode.getInstance();
  JsonNode testPerf = NullNode.getInstance();

  Learnuplet(Algo algo, int rank, String organization, List<String> trainData, Instant created) {
    super(
        // A UUID of what it is made from, so that whoever works it out finds the same.
        Keys.named(
            String.join(
                "\0",
                "learnuplet",
                algo.problem().key(),
                algo.key(),
                Integer.toString(algo.posts),
                Integer.toString(rank),
                String.join("\0", trainData))),
        algo.problem(),
        created);
    this.algo = algo;
    this.rank = rank;
    this.organization = organization;
    this.trainData = trainData;
  }

  /** The best of some: the one with the highest performance; of equal ones the first. */
  static Optional<Learnuplet> best(Collection<Learnuplet> all) {
    Learnuplet best = null;
    for (Learnuplet each : all) {
      if (each.perf.isNumber()
          && (best == null || each.performance().compareTo(best.performance()) > 0)) {
        best = each;
      }
    }
    return Optional.ofNullable(best);
  }

  private BigDecimal performance() {
    return perf.decimalValue();
  }

  /** The algorithm that is trained. */
  public Algo algo() {
    return algo;
  }

  /** Its place in the chain of the algorithm, from 0. */
  public int rank() {
    return rank;
  }

  /** The ids of the data. */
  public List<String> trainData() {
    return trainData;
  }

  /** What made the model that it starts from; nothing if it starts from the algorithm's own. */
  public Optional<Learnuplet> startsFrom() {
    return startsFrom.filter(Learnuplet::isDone);
  }

  /** Whether its model is there. */
  public boolean isDone() {
    return status == Status.DONE;
  }

  /** Whether it is known from which model it starts. */
  public boolean hasStart() {
    return start.isPresent();
  }

  void startFrom(Learnuplet other) {
    start = Optional.of(other.modelId());
    startsFrom = Optional.of(other);
  }

  @Override
  public String modelId() {
    return ownModel.orElseGet(() -> Keys.named(uuid() + " model"));
  }

  @Override
  public String organization() {
    return organization;
  }

  @Override
  public String plan() {
    return problem().plan();
  }

  @Override
  public String planOwner() {
    return problem().owner();
  }

  /** The original's workers may take what has no start yet. */
  @Override
  public boolean isOpen() {
    return !algo.isWithdrawn() && (start.isPresent() || problem().isOriginal());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("uuid", uuid());
    json.put("problem", problem().uuid());
    json.set("workflow", problem().body().path("workflow"));
    json.put("algo", algo.uuid());
    json.put("model_start", start.orElse(null));
    json.put("model_end", modelId());
    json.set("train_data", Fields.list(trainData));
    json.set("test_data", problem().body().path("test_dataset"));
    json.set("worker", worker);
    json.set("perf", perf);
    json.set("train_perf", trainPerf);
    json.set("test_perf", testPerf);
    json.put("status", status.text());
    json.put("rank", rank);
    json.put("timestamp_creation", created().getEpochSecond());
    json.putNull("timestamp_done");
    return json;
  }
}
