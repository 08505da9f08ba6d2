package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orchestrator.learning.Collection;
import orchestrator.learning.LearningSettings.RuleSet;

/** Tells a state what happens, as the events of a channel would. */
final class Story {
  static final String ONE = "MyOrg1MSP";

  final State state = new State();
  private final RuleSet rules;
  private int posts;
  private long second = 1_000;

  Story(RuleSet rules) {
    this.rules = rules;
  }

  private Instant now() {
    return Instant.ofEpochSecond(second++);
  }

  private static JsonNode texts(List<String> texts) {
    return Fields.list(texts);
  }

  Story problem(String id, int size, String... testData) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("uuid", id).put("workflow", "w").put("size_train_dataset", size);
    body.set("test_dataset", texts(List.of(testData)));
    String key = Ids.problem(id);
    state.apply(
        new Fact.ProblemPosted(
            key, ONE, body, new Fact.Terms(rules, Duration.ofMinutes(10), 2), now()));
    state.apply(new Fact.FunctionReady(key));
    state.apply(new Fact.PlanSeen(problem(id).plan(), ONE));
    return this;
  }

  Problem problem(String id) {
    return (Problem) state.find(Collection.PROBLEM, id).orElseThrow();
  }

  /** How many trainings came of it. */
  int algo(String id, String problem) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("uuid", id).put("problem", problem).put("name", "name of " + id);
    String key = Ids.algo(id);
    state.apply(new Fact.AlgoPosted(key, ONE, body, now()));
    state.apply(new Fact.FunctionReady(key));
    return state.made(algo(id));
  }

  int algoAgain(String id) {
    state.apply(new Fact.NamedAgain(Ids.algo(id), now()));
    return state.made(algo(id));
  }

  Algo algo(String id) {
    return (Algo) state.find(Collection.ALGO, id).orElseThrow();
  }

  static List<String> numbered(String letter, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(number -> letter + number).toList();
  }

  int data(List<String> ids, String... problems) {
    return dataOf(ONE, ids, problems);
  }

  int dataOf(String owner, List<String> ids, String... problems) {
    for (String problem : problems) {
      state.apply(new Fact.ManagerSeen(Managers.training(problem(problem), owner), owner));
    }
    List<String> managers =
        Stream.of(problems).map(it -> Managers.training(problem(it), owner)).toList();
    ids.forEach(id -> state.apply(new Fact.SampleSeen(Ids.data(id), owner, managers, now())));
    return post(owner, ids, problems);
  }

  /** As somebody may who has no such data. */
  int post(String owner, List<String> ids, String... problems) {
    String key = "post " + posts++;
    state.apply(new Fact.DataPosted(key, owner, ids, List.of(problems), now()));
    return state.made(key);
  }

  List<Learnuplet> of(String algo) {
    return state.all(Collection.LEARNUPLET).stream()
        .map(Learnuplet.class::cast)
        .filter(it -> it.algo().uuid().equals(algo))
        .toList();
  }

  Learnuplet rank(String algo, int rank) {
    return of(algo).stream().filter(it -> it.rank() == rank).findFirst().orElseThrow();
  }

  /** What may be tried gets its task. */
  Story register() {
    for (Uplet each : new ArrayList<>(state.unregistered())) {
      state.apply(
          new Fact.LearningTask(
              each.task(), each.plan(), each.uuid(), each.attempt(), Fact.TaskState.READY));
    }
    return this;
  }

  Story done(String algo, int rank, double perf) {
    register();
    Learnuplet learnuplet = rank(algo, rank);
    change(learnuplet, Fact.TaskState.EXECUTING, "{}");
    ObjectNode report = JsonNodeFactory.instance.objectNode().put("perf", perf);
    state.apply(
        new Fact.TaskChanged(
            learnuplet.task(), Fact.TaskState.DONE, ONE, Optional.of(report), now()));
    return register();
  }

  Story failed(String algo, int rank) {
    register();
    change(rank(algo, rank), Fact.TaskState.EXECUTING, "{}");
    change(rank(algo, rank), Fact.TaskState.FAILED, "");
    return this;
  }

  private void change(Uplet uplet, Fact.TaskState to, String report) {
    state.apply(
        new Fact.TaskChanged(
            uplet.task(),
            to,
            ONE,
            report.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonNodeFactory.instance.objectNode().put("worker", "w1")),
            now()));
  }

  Story withdrawAlgo(String id) {
    state.apply(new Fact.FunctionWithdrawn(Ids.algo(id), now()));
    return this;
  }

  Story withdrawData(String id) {
    state.apply(new Fact.SampleSeen(Ids.data(id), ONE, List.of(Managers.withdrawn(ONE)), now()));
    return this;
  }

  /** What a document has as its start: "algo", the rank it is the end of, or nothing. */
  String start(String algo, int rank) {
    JsonNode start = rank(algo, rank).json().get("model_start");
    if (start.isNull()) {
      return "null";
    }
    if (start.asText().equals(algo)) {
      return algo;
    }
    return of(algo).stream()
        .filter(it -> it.modelId().equals(start.asText()))
        .map(it -> "end(" + it.rank() + ")")
        .findFirst()
        .orElseThrow();
  }

  List<String> starts(String algo) {
    return of(algo).stream().map(it -> start(algo, it.rank())).toList();
  }

  List<Integer> sizes(String algo) {
    return of(algo).stream().map(it -> it.trainData().size()).toList();
  }

  List<Integer> ranks(String algo) {
    return of(algo).stream().map(Learnuplet::rank).toList();
  }

  /** The ranks that are told to workers since this was asked last. */
  List<Integer> told() {
    return state.drainTold().stream().map(it -> ((Learnuplet) it).rank()).toList();
  }
}
