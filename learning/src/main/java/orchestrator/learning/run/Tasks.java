package orchestrator.learning.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.learning.Collection;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;
import orchestrator.learning.LearningSettings.RuleSet;
import orchestrator.learning.asset.Registrations;
import orchestrator.learning.asset.Reports;
import orchestrator.learning.rule.Learnuplet;
import orchestrator.learning.rule.State;
import orchestrator.learning.rule.Uplet;
import orchestrator.learning.rule.Uplet.Status;
import orchestrator.learning.rule.Weight;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterTasksParam;

/** Gives tasks to an organization's workers, and takes their reports. */
final class Tasks {
  private static final String STATUS = "status";

  private final URI storage;
  private final Clients clients;
  private final OrchestratorClient client;
  private final SharedState shared;
  private final Room room;
  private final Duration patience;

  Tasks(URI storage, Clients clients, SharedState shared, Duration patience, String organization) {
    this.storage = storage;
    this.clients = clients;
    client = clients.of(organization);
    this.shared = shared;
    room = new Room(() -> shared.read(State::weight));
    this.patience = patience;
  }

  void take(Collection kind, String uuid, ObjectNode body) {
    JsonNode worker = Bodies.only(body, "worker").get("worker");
    LearningException refused =
        Bodies.refused(
            "worker not set for %s %s. Might be already pending".formatted(kind.path(), uuid));
    Uplet uplet = find(kind, uuid).orElseThrow(() -> refused);
    room.forReport(Weight.of(worker));
    Seen seen =
        startable(uplet).filter(it -> it.status() == Status.TODO).orElseThrow(() -> refused);
    try {
      start(uplet, worker);
    } catch (OrchestratorException e) {
      throw e.is(ErrorCode.INAPPROPRIATE_STATUS) ? refused : e;
    }
    await(uplet, it -> !it.equals(seen));
  }

  private void start(Uplet uplet, JsonNode worker) {
    var unused =
        client.call(
            ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
            shared.read(state -> Reports.taken(uplet, worker)));
  }

  private Optional<Uplet> find(Collection kind, String uuid) {
    Optional<Uplet> uplet =
        shared.require(
            patience, state -> Optional.of(state.find(kind, uuid).map(Uplet.class::cast)));
    uplet
        .filter(it -> !it.organization().equals(client.organization()))
        .ifPresent(
            it -> {
              throw new LearningException(
                  Kind.FORBIDDEN,
                  "%s %s is for the workers of %s".formatted(kind.path(), uuid, it.organization()));
            });
    return uplet;
  }

  /** What was seen of a task before it was changed. */
  private record Seen(Status status, int changes) {
    static Seen of(Uplet uplet) {
      return new Seen(uplet.status(), uplet.changes());
    }

    boolean isOver() {
      return status == Status.DONE || status == Status.FAILED;
    }
  }

  /** Waits for its task, if it is to have one now; nothing if it is held. */
  private Optional<Seen> startable(Uplet uplet) {
    return shared.require(
        patience,
        state -> {
          if (uplet.status() != Status.TODO || uplet.isReady()) {
            return Optional.of(Optional.of(Seen.of(uplet)));
          }
          return uplet.isOpen() ? Optional.empty() : Optional.of(Optional.empty());
        });
  }

  private void await(Uplet uplet, Predicate<Seen> wanted) {
    var unused = shared.require(patience, state -> Optional.of(Seen.of(uplet)).filter(wanted));
  }

  void report(Collection kind, String uuid, ObjectNode body) {
    LearningException refused = Bodies.refused("no update of %s %s".formatted(kind.path(), uuid));
    Uplet uplet = find(kind, uuid).orElseThrow(() -> refused);
    String status = Bodies.only(body, STATUS).get(STATUS).asText();
    if (status.equals(Status.DONE.text())) {
      ObjectNode result = result(uplet, body);
      room.forReport(Weight.of(result));
      Seen seen = startable(uplet).orElseThrow(() -> refused);
      if (seen.isOver()) {
        over(uplet, seen, () -> finish(uplet, result, true), isSaid(uplet, seen, result), refused);
      } else if (!finish(uplet, result, seen.status() == Status.TODO)) {
        // The same report may have come in twice at the same time.
        refuseUnless(isSaid(uplet, ended(uplet), result), refused);
      }
    } else if (status.equals(Status.FAILED.text())) {
      Seen seen = startable(uplet).orElseThrow(() -> refused);
      boolean isSaid =
          seen.status() == Status.FAILED
              || (seen.status() == Status.TODO && shared.read(state -> uplet.attempt() > 0));
      if (seen.isOver()) {
        over(uplet, seen, () -> fail(uplet), isSaid, refused);
      } else if (!isSaid) {
        fail(uplet);
      }
    } else {
      throw Bodies.refused("status must be done or failed");
    }
  }

  private static void refuseUnless(boolean isRight, LearningException refused) {
    if (!isRight) {
      throw refused;
    }
  }

  private boolean isSaid(Uplet uplet, Seen seen, ObjectNode result) {
    return seen.status() == Status.DONE
        && shared.read(
            state -> uplet.report().filter(before -> Reports.isSame(result, before)).isPresent());
  }

  private static ObjectNode result(Uplet uplet, ObjectNode body) {
    ObjectNode result =
        uplet instanceof Learnuplet
            ? Bodies.only(body, STATUS, "perf", "train_perf", "test_perf")
            : Bodies.only(body, STATUS, "prediction_storage_uuid");
    if (uplet instanceof Learnuplet && !result.get("perf").isNumber()) {
      throw Bodies.refused("perf must be a number");
    }
    return result;
  }

  /**
   * A report on what has come to an end. The same once more changes nothing; the original takes any
   * report, for which there is a try of its own, and refuses afterwards what changes no status.
   */
  private void over(
      Uplet uplet, Seen seen, Runnable report, boolean isSaid, LearningException refused) {
    if (uplet.problem().terms().rules() == RuleSet.CORRECTED) {
      refuseUnless(isSaid, refused);
      return;
    }
    tryAgain(uplet);
    report.run();
    refuseUnless(shared.read(state -> uplet.status()) != seen.status(), refused);
  }

  private void tryAgain(Uplet uplet) {
    int next = shared.read(state -> uplet.attempt()) + 1;
    RegisterTasksParam task =
        shared.read(
            state ->
                RegisterTasksParam.newBuilder().addTasks(Registrations.task(uplet, next)).build());
    once(
        () ->
            clients
                .of(uplet.planOwner())
                .call(ComputeTaskServiceGrpc.getRegisterTasksMethod(), task));
    var unused =
        shared.require(
            patience,
            state -> Optional.of(uplet).filter(it -> it.attempt() >= next && it.isReady()));
  }

  /** Whether this has brought it to its end. */
  private boolean finish(Uplet uplet, ObjectNode result, boolean startsFirst) {
    Seen before = shared.read(state -> Seen.of(uplet));
    if (startsFirst) {
      // A worker that reports what it never took has taken it.
      unlessDone(() -> start(uplet, shared.read(state -> uplet.worker())));
    }
    boolean isModel = uplet instanceof Learnuplet;
    String id =
        shared.read(
            state ->
                isModel
                    ? uplet.modelId()
                    : result.get("prediction_storage_uuid").asText(uplet.modelId()));
    RegisterModelsParam made = shared.read(state -> Reports.made(uplet, storage, id));
    once(() -> client.call(ModelServiceGrpc.getRegisterModelsMethod(), made));
    if (uplet instanceof Learnuplet learnuplet) {
      NewPerformance performance =
          shared.read(state -> Reports.performance(learnuplet, result.get("perf")));
      once(() -> client.call(PerformanceServiceGrpc.getRegisterPerformanceMethod(), performance));
    }
    ApplyTaskActionParam done = shared.read(state -> Reports.done(uplet, result));
    boolean isEnded = unlessDone(() -> apply(done));
    if (isEnded) {
      await(uplet, it -> it.changes() > before.changes() && it.status() == Status.DONE);
    }
    return isEnded;
  }

  private void fail(Uplet uplet) {
    Seen before = shared.read(state -> Seen.of(uplet));
    ApplyTaskActionParam failed = shared.read(state -> Reports.failed(uplet, "its worker says so"));
    unlessDone(() -> apply(failed));
    await(uplet, it -> it.changes() > before.changes() && it.status() != Status.PENDING);
  }

  private void apply(ApplyTaskActionParam action) {
    var unused = client.call(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), action);
  }

  private Seen ended(Uplet uplet) {
    return shared.require(
        patience, state -> Optional.of(Seen.of(uplet)).filter(it -> it.status() != Status.PENDING));
  }

  /** Whether a change of status was made, and not by somebody else before. */
  private static boolean unlessDone(Runnable change) {
    try {
      change.run();
      return true;
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.INAPPROPRIATE_STATUS)) {
        throw e;
      }
      return false;
    }
  }

  /** A report that was cut off, or comes twice, has registered it before. */
  private static void once(Runnable registration) {
    try {
      registration.run();
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT) && !e.is(ErrorCode.PRECONDITION)) {
        throw e;
      }
    }
  }
}
