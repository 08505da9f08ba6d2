package orchestrator.learning.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.learning.Collection;
import orchestrator.learning.Learning.Posted;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;
import orchestrator.learning.LearningSettings;
import orchestrator.learning.LearningSettings.RuleSet;
import orchestrator.learning.asset.Registrations;
import orchestrator.learning.rule.Algo;
import orchestrator.learning.rule.Document;
import orchestrator.learning.rule.Fact;
import orchestrator.learning.rule.Fields;
import orchestrator.learning.rule.Ids;
import orchestrator.learning.rule.Problem;
import orchestrator.learning.rule.State;
import orchestrator.learning.rule.Weight;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewFunction;

/** Takes in problems, algorithms and data of an organization. */
final class Posts {
  private static final String UUID = "uuid";
  private static final String PROBLEM = "problem";
  private static final String PROBLEMS = "problems";
  private static final String SIZE = "size_train_dataset";
  private static final String TEST = "test_dataset";

  private final LearningSettings settings;
  private final Clients clients;
  private final SharedState shared;
  private final Duration patience;
  private final String organization;
  private final Samples samples;
  private final Room room;

  Posts(
      LearningSettings settings,
      Clients clients,
      SharedState shared,
      Duration patience,
      String organization) {
    this.settings = settings;
    this.clients = clients;
    this.shared = shared;
    this.patience = patience;
    this.organization = organization;
    samples = new Samples(clients.of(organization));
    room = new Room(() -> shared.read(State::weight));
  }

  ObjectNode problem(ObjectNode body) {
    ObjectNode problem = Bodies.only(body, UUID, "workflow", TEST, SIZE);
    String id = Bodies.id(UUID, problem.get(UUID));
    RuleSet rules = rules(body.path("rules"));
    if (rules == RuleSet.CORRECTED) {
      var unused = Bodies.ids(TEST, problem.get(TEST));
      if (Fields.size(problem.get(SIZE)).isEmpty()) {
        throw Bodies.refused(SIZE + " must be a positive integer");
      }
    }
    room.forPost(Weight.of(problem));
    NewFunction function =
        Registrations.problem(problem, new Fact.Terms(rules, settings.lease(), settings.tries()));
    clients.register(organization);
    registerOnce(function, "problem", id);
    Functions.makeUsable(clients, organization, function.getKey());
    Problem known =
        shared.require(
            patience, state -> state.find(Collection.PROBLEM, id).map(Problem.class::cast));
    if (!known.owner().equals(organization)) {
      throw exists("problem", id);
    }
    Functions.registerPlan(clients, known);
    return shared.require(
        patience, state -> Optional.of(known).filter(Posts::isUsable).map(Problem::json));
  }

  private static boolean isUsable(Problem problem) {
    return problem.isReady() && problem.hasPlan();
  }

  private RuleSet rules(JsonNode asked) {
    return switch (asked.asText("")) {
      case "" -> settings.rules();
      case "original" -> RuleSet.ORIGINAL;
      case "corrected" -> RuleSet.CORRECTED;
      default -> throw Bodies.refused("rules must be original or corrected");
    };
  }

  /** Whether this call has registered it, and not one before with the same content. */
  private boolean registerOnce(NewFunction function, String kind, String id) {
    OrchestratorClient client = clients.of(organization);
    try {
      var unused = client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), function);
      return true;
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
    }
    try {
      var unused = client.callAgain(FunctionServiceGrpc.getRegisterFunctionMethod(), function);
      return false;
    } catch (OrchestratorException e) {
      throw e.is(ErrorCode.CONFLICT) ? exists(kind, id) : e;
    }
  }

  private static LearningException exists(String kind, String id) {
    return new LearningException(Kind.CONFLICT, "%s %s already exists".formatted(kind, id));
  }

  Posted algo(ObjectNode body) {
    ObjectNode posted = Bodies.only(body, UUID, PROBLEM, "name");
    String id = Bodies.id(UUID, posted.get(UUID));
    Problem problem = open(posted.get(PROBLEM));
    room.forPost(
        Weight.of(posted) + shared.read(state -> Weight.ofTrainings(problem.trainingsOfAlgo())));
    NewFunction function = Registrations.algo(posted);
    int before =
        shared.read(state -> algo(state.find(Collection.ALGO, id)).map(Algo::posts)).orElse(0);
    clients.register(organization);
    boolean isNew = registerOnce(function, "algo", id);
    Functions.makeUsable(clients, organization, function.getKey());
    Algo known =
        shared.require(
            patience, state -> algo(state.find(Collection.ALGO, id)).filter(Algo::isReady));
    boolean trainsAgain = !isNew && problem.terms().rules() == RuleSet.ORIGINAL;
    if (trainsAgain) {
      var unused =
          clients
              .of(organization)
              .call(FunctionServiceGrpc.getUpdateFunctionMethod(), Registrations.again(function));
    }
    return shared.require(
        patience,
        state ->
            Optional.of(known)
                .filter(it -> !trainsAgain || it.posts() > before)
                .map(
                    it ->
                        new Posted(List.of(it.json()), isNew || trainsAgain ? state.made(it) : 0)));
  }

  private static Optional<Algo> algo(Optional<Document> document) {
    return document.map(Algo.class::cast);
  }

  /** A problem that is there and not withdrawn. */
  private Problem open(JsonNode id) {
    Optional<Problem> problem =
        id.isTextual()
            ? Problems.find(shared, clients, patience, id.textValue())
            : Optional.empty();
    return problem
        .filter(it -> !shared.read(state -> it.isWithdrawn()))
        .orElseThrow(() -> Bodies.refused("non-existing related problem"));
  }

  Posted data(ObjectNode body) {
    Bodies.only(body, UUID, PROBLEMS);
    JsonNode uuid = body.get(UUID);
    List<String> ids = uuid.isArray() ? Bodies.ids(UUID, uuid) : List.of(Bodies.id(UUID, uuid));
    if (ids.isEmpty()) {
      throw Bodies.refused("uuid must not be an empty list");
    }
    refuseSameKeys(ids);
    if (!body.get(PROBLEMS).isArray()) {
      throw Bodies.refused("problems must be a list");
    }
    List<Problem> problems = new ArrayList<>();
    body.get(PROBLEMS).forEach(each -> problems.add(open(each)));
    room.forPost(
        shared.read(
            state ->
                Weight.ofData(ids.size())
                    + problems.stream()
                        .mapToLong(it -> Weight.ofTrainings(it.trainingsOf(ids.size())))
                        .sum()));
    clients.register(organization);
    List<NewDataManager> managers =
        problems.stream()
            .map(problem -> Registrations.trainingData(problem, organization))
            .distinct()
            .toList();
    samples.register(ids, managers);
    ObjectNode post = post(ids, problems);
    boolean trainsAgain = problems.stream().anyMatch(it -> it.terms().rules() == RuleSet.ORIGINAL);
    Recorded recorded = record(post, trainsAgain);
    return shared.require(
        patience,
        state ->
            Optional.of(recorded)
                .filter(it -> state.hasSeen(it.key()))
                .map(
                    it ->
                        new Posted(
                            ids.stream()
                                .flatMap(id -> state.find(Collection.DATA, id).stream())
                                .<JsonNode>map(Document::json)
                                .toList(),
                            it.isNew() ? state.made(it.key()) : 0)));
  }

  /** A UUID may be the key that follows from another id; one sample cannot be both. */
  private void refuseSameKeys(List<String> ids) {
    Map<String, String> byKey = new HashMap<>();
    for (String id : ids) {
      String other = byKey.putIfAbsent(Ids.data(id), id);
      if (other != null) {
        throw sameKey(id, other);
      }
    }
    shared.read(
        state -> {
          for (String id : ids) {
            state
                .dataWithKeyOf(id)
                .filter(other -> !other.equals(id))
                .ifPresent(
                    other -> {
                      throw sameKey(id, other);
                    });
          }
          return true;
        });
  }

  private static LearningException sameKey(String id, String other) {
    return new LearningException(
        Kind.CONFLICT, "data %s has the key of data %s".formatted(id, other));
  }

  private static ObjectNode post(List<String> ids, List<Problem> problems) {
    ObjectNode post = JsonNodeFactory.instance.objectNode();
    ArrayNode uuids = post.putArray(UUID);
    ids.forEach(uuids::add);
    ArrayNode names = post.putArray(PROBLEMS);
    problems.forEach(problem -> names.add(problem.uuid()));
    return post;
  }

  private record Recorded(String key, boolean isNew) {}

  /** The same post once more counts once more only where that makes new trainings. */
  private Recorded record(ObjectNode post, boolean again) {
    for (int number = 0; ; number++) {
      NewDataManager manager = Registrations.post(post, organization, number);
      try {
        var unused =
            clients
                .of(organization)
                .call(DataManagerServiceGrpc.getRegisterDataManagerMethod(), manager);
        return new Recorded(manager.getKey(), true);
      } catch (OrchestratorException e) {
        if (!e.is(ErrorCode.CONFLICT)) {
          throw e;
        }
        if (!again) {
          return new Recorded(manager.getKey(), false);
        }
      }
    }
  }
}
