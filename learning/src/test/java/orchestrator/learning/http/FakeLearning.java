package orchestrator.learning.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import orchestrator.learning.Collection;
import orchestrator.learning.Learning;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;

/** Keeps documents in memory and makes one training task for each algorithm that is posted. */
final class FakeLearning implements Learning {
  private final Map<Collection, Map<String, ObjectNode>> documents =
      new EnumMap<>(Collection.class);
  private final Map<Collection, List<String>> order = new EnumMap<>(Collection.class);
  private final Map<String, Integer> places = new HashMap<>();
  private final AtomicInteger listed = new AtomicInteger();
  private int failAfter = Integer.MAX_VALUE;
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<String> organizations = new ArrayList<>();

  /** The calls of an organization, which is noted. */
  synchronized Learning as(String organization) {
    organizations.add(organization);
    return this;
  }

  /** Who has called, the last one last. */
  synchronized List<String> organizations() {
    return List.copyOf(organizations);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  synchronized ObjectNode add(Collection kind, ObjectNode document) {
    String uuid = document.path("uuid").asText();
    if (of(kind).put(uuid, document) == null) {
      places.put(kind + uuid, order(kind).size());
      order(kind).add(uuid);
    }
    return document;
  }

  private List<String> order(Collection kind) {
    return order.computeIfAbsent(kind, unused -> new ArrayList<>());
  }

  /** Lists have so many documents, and then the API is gone. */
  synchronized void failAfter(int documents) {
    failAfter = documents;
  }

  /** How many documents lists have had so far. */
  int listed() {
    return listed.get();
  }

  private Map<String, ObjectNode> of(Collection kind) {
    return documents.computeIfAbsent(kind, unused -> new HashMap<>());
  }

  @Override
  public synchronized List<ObjectNode> list(
      Collection kind, Predicate<ObjectNode> wanted, String after, int limit) {
    if (listed.get() >= failAfter) {
      throw new LearningException(Kind.UNAVAILABLE, "the API does not answer");
    }
    List<ObjectNode> found = new ArrayList<>();
    int from = 0;
    if (!after.isEmpty()) {
      get(kind, after);
      from = places.get(kind + after) + 1;
    }
    for (String uuid : order(kind).subList(from, order(kind).size())) {
      ObjectNode document = get(kind, uuid);
      if (wanted.test(document)) {
        found.add(document);
      }
      if (found.size() == limit) {
        break;
      }
    }
    listed.addAndGet(found.size());
    return found;
  }

  @Override
  public synchronized ObjectNode get(Collection kind, String uuid) {
    ObjectNode document = of(kind).get(uuid);
    if (document == null) {
      throw new LearningException(Kind.NOT_FOUND, "there is no %s %s".formatted(kind.path(), uuid));
    }
    return document;
  }

  private static ObjectNode kept(ObjectNode body, String... fields) {
    ObjectNode document = object();
    for (String field : fields) {
      document.set(field, body.get(field));
    }
    return document.put("timestamp_upload", 1_700_000_000);
  }

  @Override
  public ObjectNode postProblem(ObjectNode body) {
    switch (body.path("uuid").asText()) {
      case "taken" -> throw new LearningException(Kind.CONFLICT, "taken is there already");
      case "foreign" -> throw new LearningException(Kind.FORBIDDEN, "foreign is not yours");
      case "later" -> throw new LearningException(Kind.UNAVAILABLE, "the API does not answer");
      case "slow" -> {
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return kept(body, "uuid");
      }
      case "broken" -> throw new IllegalStateException("a fault in the program");
      default -> {
        return add(
            Collection.PROBLEM,
            kept(body, "uuid", "workflow", "test_dataset", "size_train_dataset"));
      }
    }
  }

  private synchronized void refuseUnknown(JsonNode problem) {
    if (!of(Collection.PROBLEM).containsKey(problem.asText())) {
      throw new LearningException(Kind.REFUSED, "non-existing related problem");
    }
  }

  @Override
  public Posted postAlgo(ObjectNode body) {
    refuseUnknown(body.get("problem"));
    add(
        Collection.LEARNUPLET,
        object()
            .put("uuid", "l-" + body.path("uuid").asText())
            .put("status", "todo")
            .put("rank", 0)
            .putNull("perf"));
    return new Posted(List.of(add(Collection.ALGO, kept(body, "uuid", "problem", "name"))), 1);
  }

  @Override
  public Posted postData(ObjectNode body) {
    body.get("problems").forEach(this::refuseUnknown);
    JsonNode ids = body.get("uuid");
    List<JsonNode> posted = new ArrayList<>();
    for (JsonNode id : ids.isArray() ? ids : JsonNodeFactory.instance.arrayNode().add(ids)) {
      ObjectNode one = kept(body, "problems");
      one.set("uuid", id);
      posted.add(add(Collection.DATA, one));
    }
    return new Posted(posted, 0);
  }

  /** Lets go on what waits for it. */
  void goOn() {
    goOn.countDown();
  }

  @Override
  public ObjectNode postPrediction(ObjectNode body) {
    if (!body.get("problem").asText().equals("p1")) {
      throw new LearningException(Kind.REFUSED, "no problem or trained model");
    }
    return add(
        Collection.PREDUPLET,
        object().put("uuid", "q1").put("data", body.get("data").asText()).put("status", "todo"));
  }

  @Override
  public synchronized void take(Collection kind, String uuid, ObjectNode body) {
    ObjectNode task = get(kind, uuid);
    if (!task.path("status").asText().equals("todo")) {
      throw new LearningException(
          Kind.REFUSED,
          "worker not set for %s %s. Might be already pending".formatted(kind.path(), uuid));
    }
    task.put("status", "pending").set("worker", body.get("worker"));
  }

  @Override
  public synchronized void report(Collection kind, String uuid, ObjectNode body) {
    ObjectNode task = get(kind, uuid);
    if (task.get("status").equals(body.get("status"))) {
      throw new LearningException(Kind.REFUSED, "no update of %s %s".formatted(kind.path(), uuid));
    }
    task.set("status", body.get("status"));
  }

  @Override
  public synchronized ObjectNode withdraw(Collection kind, String uuid) {
    return get(kind, uuid).put("withdrawn", true);
  }
}
