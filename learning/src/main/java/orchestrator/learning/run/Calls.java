package orchestrator.learning.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import orchestrator.client.OrchestratorException;
import orchestrator.learning.Collection;
import orchestrator.learning.Learning;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;
import orchestrator.learning.LearningSettings;
import orchestrator.learning.rule.Document;

/** Answers the calls of an organization, and lets the API decide what it may. */
final class Calls implements Learning {
  /** How long a call waits until what it has done is seen. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int CHUNK = 1_000;

  private final SharedState shared;
  private final Posts posts;
  private final Predictions predictions;
  private final Tasks tasks;
  private final Withdrawals withdrawals;

  Calls(
      LearningSettings settings,
      Clients clients,
      SharedState shared,
      Optional<Pusher> pusher,
      String organization) {
    this.shared = shared;
    posts = new Posts(settings, clients, shared, PATIENCE, organization);
    predictions = new Predictions(clients, shared, pusher, PATIENCE, organization);
    tasks = new Tasks(settings.storage(), clients, shared, PATIENCE, organization);
    withdrawals = new Withdrawals(clients, shared, PATIENCE, organization);
  }

  private static <T> T answer(Supplier<T> call) {
    try {
      return call.get();
    } catch (OrchestratorException e) {
      throw Clients.told(e);
    }
  }

  /** Holds the lock for a part of the list at a time. */
  @Override
  public List<ObjectNode> list(
      Collection kind, Predicate<ObjectNode> wanted, String after, int limit) {
    AtomicInteger place =
        new AtomicInteger(
            shared.require(
                PATIENCE, state -> Optional.of(after.isEmpty() ? 0 : state.behind(kind, after))));
    List<ObjectNode> found = new ArrayList<>();
    boolean isMore = true;
    while (isMore && found.size() < limit) {
      isMore =
          shared.read(
              state -> {
                int end = Math.min(state.places(kind), place.get() + CHUNK);
                while (place.get() < end && found.size() < limit) {
                  state
                      .at(kind, place.getAndIncrement())
                      .map(Document::json)
                      .filter(wanted)
                      .ifPresent(found::add);
                }
                return place.get() < state.places(kind);
              });
    }
    return found;
  }

  @Override
  public ObjectNode get(Collection kind, String uuid) {
    return shared
        .require(PATIENCE, state -> Optional.of(state.find(kind, uuid).map(Document::json)))
        .orElseThrow(() -> missing(kind, uuid));
  }

  static LearningException missing(Collection kind, String uuid) {
    return new LearningException(Kind.NOT_FOUND, "%s %s is not there".formatted(kind.path(), uuid));
  }

  @Override
  public ObjectNode postProblem(ObjectNode body) {
    return answer(() -> posts.problem(body));
  }

  @Override
  public Posted postAlgo(ObjectNode body) {
    return answer(() -> posts.algo(body));
  }

  @Override
  public Posted postData(ObjectNode body) {
    return answer(() -> posts.data(body));
  }

  @Override
  public ObjectNode postPrediction(ObjectNode body) {
    return answer(() -> predictions.post(body));
  }

  @Override
  public void take(Collection kind, String uuid, ObjectNode body) {
    answer(
        () -> {
          tasks.take(kind, uuid, body);
          return uuid;
        });
  }

  @Override
  public void report(Collection kind, String uuid, ObjectNode body) {
    answer(
        () -> {
          tasks.report(kind, uuid, body);
          return uuid;
        });
  }

  @Override
  public ObjectNode withdraw(Collection kind, String uuid) {
    return answer(() -> withdrawals.withdraw(kind, uuid));
  }
}
