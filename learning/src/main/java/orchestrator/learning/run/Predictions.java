package orchestrator.learning.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import orchestrator.client.spec.Keys;
import orchestrator.learning.Collection;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;
import orchestrator.learning.asset.Registrations;
import orchestrator.learning.rule.Data;
import orchestrator.learning.rule.Fact;
import orchestrator.learning.rule.Learnuplet;
import orchestrator.learning.rule.Managers;
import orchestrator.learning.rule.Problem;
import orchestrator.learning.rule.State;
import orchestrator.learning.rule.Uplet;
import orchestrator.learning.rule.Weight;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.RegisterTasksParam;

/** Takes in an organization's wishes for predictions. */
final class Predictions {
  private final Clients clients;
  private final SharedState shared;
  private final Optional<Pusher> pusher;
  private final Duration patience;
  private final String organization;
  private final Samples samples;
  private final Room room;

  Predictions(
      Clients clients,
      SharedState shared,
      Optional<Pusher> pusher,
      Duration patience,
      String organization) {
    this.clients = clients;
    this.shared = shared;
    this.pusher = pusher;
    this.patience = patience;
    this.organization = organization;
    samples = new Samples(clients.of(organization));
    room = new Room(() -> shared.read(State::weight));
  }

  ObjectNode post(ObjectNode body) {
    ObjectNode asked = Bodies.only(body, "data", "problem");
    if (!asked.get("data").isTextual()) {
      throw Bodies.refused("data field should be an UUID");
    }
    String data = Bodies.id("data", asked.get("data"));
    Problem problem =
        Problems.find(shared, clients, patience, asked.get("problem").asText())
            .orElseThrow(Predictions::noModel);
    Learnuplet model =
        shared.read(
            state ->
                state
                    .predictor(problem)
                    .filter(it -> !problem.isWithdrawn())
                    .orElseThrow(Predictions::noModel));
    room.forPost(Weight.ofData(1) + Weight.of(asked));
    String uuid = Keys.random();
    Place place = place(problem, data);
    Fact.Asked wish =
        shared.read(
            state ->
                new Fact.Asked(
                    uuid,
                    organization,
                    problem.uuid(),
                    data,
                    place.worker(),
                    place.manager(),
                    model.modelId(),
                    model.uuid()));
    var unused =
        clients
            .of(organization)
            .callAgain(
                ComputePlanServiceGrpc.getRegisterPlanMethod(),
                Registrations.predictions(problem, organization));
    RegisterTasksParam task =
        shared.read(
            state ->
                RegisterTasksParam.newBuilder()
                    .addTasks(Registrations.task(wish, problem, model))
                    .build());
    var unusedTasks =
        clients.of(organization).call(ComputeTaskServiceGrpc.getRegisterTasksMethod(), task);
    return shared.require(
        patience,
        state ->
            state
                .find(Collection.PREDUPLET, uuid)
                .map(
                    preduplet -> {
                      pusher.ifPresent(it -> it.isMine((Uplet) preduplet));
                      return preduplet.json();
                    }));
  }

  private static LearningException noModel() {
    return Bodies.refused("no problem or trained model");
  }

  private record Place(String worker, String manager) {}

  /** Where the data are; what is not known yet is of who asks. */
  private Place place(Problem problem, String id) {
    Optional<Data> known =
        shared.read(state -> state.find(Collection.DATA, id).map(Data.class::cast));
    boolean isForeign = known.filter(it -> !it.owner().equals(organization)).isPresent();
    if (!isForeign) {
      clients.register(organization);
      samples.register(List.of(id), List.of(Registrations.predictionData(problem, organization)));
      return new Place(organization, Managers.prediction(problem, organization));
    }
    String owner = known.get().owner();
    if (!shared.read(state -> known.get().isFor(problem.uuid()))) {
      throw new LearningException(
          Kind.FORBIDDEN,
          "data %s of %s is not for problem %s".formatted(id, owner, problem.uuid()));
    }
    return new Place(owner, Managers.training(problem, owner));
  }
}
