package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orchestrator.client.spec.Keys;
import orchestrator.learning.LearningSettings.RuleSet;

/** Is a problem, with what was posted for it. */
public final class Problem implements Document {
  private final String key;
  private final String owner;
  private final ObjectNode body;
  private final Fact.Terms terms;
  private final Instant time;
  private final Set<String> testData;

  final List<Algo> algos = new ArrayList<>();

  /** Each id with the organization that has it, in the order in which they came. */
  final Map<String, String> trainingData = new LinkedHashMap<>();

  boolean isReady;
  boolean hasPlan;
  Optional<Instant> withdrawn = Optional.empty();

  Problem(Fact.ProblemPosted posted) {
    key = posted.key();
    owner = posted.owner();
    body = posted.body();
    terms = posted.terms();
    time = posted.time();
    testData =
        Fields.texts(body.path("test_dataset"))
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public String uuid() {
    return body.path("uuid").textValue();
  }

  /** The key of its function. */
  public String key() {
    return key;
  }

  /** The organization that posted it, whose plan its tasks are in. */
  public String owner() {
    return owner;
  }

  /** How its tasks are made. */
  public Fact.Terms terms() {
    return terms;
  }

  /** The key of the plan that its training tasks are in. */
  public String plan() {
    return Keys.named("learning plan of " + key + " of " + owner);
  }

  /** Whether a task may be registered: its function can be used, and it has a plan. */
  public boolean canHaveTasks() {
    return isReady && hasPlan && withdrawn.isEmpty();
  }

  /** Whether its function can be used. */
  public boolean isReady() {
    return isReady;
  }

  /** Whether its plan is there. */
  public boolean hasPlan() {
    return hasPlan;
  }

  /** Whether it takes no more data, algorithms and predictions. */
  public boolean isWithdrawn() {
    return withdrawn.isPresent();
  }

  boolean isOriginal() {
    return terms.rules() == RuleSet.ORIGINAL;
  }

  boolean isTestData(String id) {
    return testData.contains(id);
  }

  /** How many data a task trains on. */
  public Optional<Integer> size() {
    return Fields.size(body.path("size_train_dataset"));
  }

  /** How many trainings so many new data make, if none of them are known. */
  public long trainingsOf(int data) {
    return algos.size() * pieces(data);
  }

  /** How many trainings a new algorithm makes. */
  public long trainingsOfAlgo() {
    return pieces(trainingData.size());
  }

  private long pieces(int data) {
    return size().map(size -> ((long) data + size - 1) / size).orElse(0L);
  }

  ObjectNode body() {
    return body;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = body.deepCopy();
    json.put("timestamp_upload", time.getEpochSecond());
    withdrawn.ifPresent(it -> json.put("timestamp_withdrawn", it.getEpochSecond()));
    return json;
  }
}
