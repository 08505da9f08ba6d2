package orchestrator.learning.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorException;
import orchestrator.learning.LearningSettings;
import orchestrator.learning.asset.Registrations;
import orchestrator.learning.asset.Reports;
import orchestrator.learning.rule.Algo;
import orchestrator.learning.rule.Document;
import orchestrator.learning.rule.Learnuplet;
import orchestrator.learning.rule.Problem;
import orchestrator.learning.rule.State;
import orchestrator.learning.rule.Uplet;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.RegisterTasksParam;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the state asks for: registers the tasks that follow, takes them back from workers that
 * have died, finishes posts that were cut off. All of it may have been done by another server.
 */
final class Duties implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SEEN = Duration.ofSeconds(5);

  /** How long a post may take before another one finishes it. */
  private static final Duration POST = Duration.ofSeconds(5);

  private static final Duration REFUSED = Duration.ofSeconds(30);
  private static final Duration FORGOTTEN = Duration.ofMinutes(1);
  private static final int TASKS = 200;
  private static final int INPUTS = 20_000;

  private final LearningSettings settings;
  private final Clients clients;
  private final SharedState shared;
  private final Optional<Pusher> pusher;
  private final Thread thread = new Thread(this::run, "learning-duties");

  /** When what was refused, or is under way elsewhere, is looked at again. */
  private final Map<String, Long> later = new HashMap<>();

  private volatile boolean isClosed;

  Duties(LearningSettings settings, Clients clients, SharedState shared, Optional<Pusher> pusher) {
    this.settings = settings;
    this.clients = clients;
    this.shared = shared;
    this.pusher = pusher;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      shared.await(Duration.ofDays(1_000), state -> Optional.of(true));
      long seen = 0;
      while (!isClosed) {
        if (!turn()) {
          seen = shared.awaitChange(seen, LOOK);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether something was done. */
  private boolean turn() throws InterruptedException {
    try {
      boolean isDone = register();
      finish();
      takeBack();
      cancel();
      long now = System.nanoTime();
      later.values().removeIf(due -> now - due > FORGOTTEN.toNanos());
      return isDone;
    } catch (OrchestratorException e) {
      LOG.info("learning waits for the API: {}", e.getMessage());
      Thread.sleep(LOOK.toMillis());
      return false;
    } catch (RuntimeException e) {
      // Nothing that one asset has may keep the others from getting their tasks.
      LOG.error("learning could not do what is to be done, and tries again", e);
      Thread.sleep(LOOK.toMillis());
      return false;
    }
  }

  private boolean isDue(String key) {
    Long due = later.get(key);
    return due == null || due - System.nanoTime() <= 0;
  }

  private void postpone(String key, Duration delay) {
    later.put(key, System.nanoTime() + delay.toNanos());
  }

  private boolean isOfUs(String organization) {
    return settings.organizations().contains(organization);
  }

  private record Wanted(Uplet uplet, String owner, NewComputeTask task) {}

  private boolean register() throws InterruptedException {
    List<Wanted> wanted = shared.read(this::wanted);
    if (wanted.isEmpty()) {
      return false;
    }
    if (!register(wanted)) {
      for (Wanted each : wanted) {
        if (!register(List.of(each))) {
          postpone(each.task().getKey(), REFUSED);
        }
      }
    }
    // Else it would be registered again before it is seen.
    shared.await(
        SEEN,
        state ->
            wanted.stream().allMatch(it -> !isDue(it.task().getKey()) || !isMissing(state, it))
                ? Optional.of(true)
                : Optional.empty());
    return true;
  }

  private static boolean isMissing(State state, Wanted wanted) {
    return state.unregistered().contains(wanted.uplet())
        && wanted.uplet().task().equals(wanted.task().getKey());
  }

  /** Of one owner, and not more than a call can take. */
  private List<Wanted> wanted(State state) {
    List<Wanted> wanted = new ArrayList<>();
    int inputs = 0;
    for (Uplet uplet : state.unregistered()) {
      boolean fits = wanted.isEmpty() || wanted.get(0).owner().equals(uplet.planOwner());
      if (fits && canBeRegistered(uplet)) {
        Wanted next =
            new Wanted(uplet, uplet.planOwner(), Registrations.task(uplet, uplet.attempt()));
        wanted.add(next);
        inputs += next.task().getInputsCount();
      }
      if (wanted.size() == TASKS || inputs > INPUTS) {
        break;
      }
    }
    return wanted;
  }

  private boolean canBeRegistered(Uplet uplet) {
    return isOfUs(uplet.planOwner())
        && isDue(uplet.task())
        && uplet.problem().canHaveTasks()
        && !(uplet instanceof Learnuplet learnuplet && !learnuplet.algo().isReady());
  }

  /** Whether they are registered, by this call or before; of several one may be. */
  private boolean register(List<Wanted> wanted) {
    RegisterTasksParam.Builder tasks = RegisterTasksParam.newBuilder();
    wanted.forEach(it -> tasks.addTasks(it.task()));
    try {
      var unused =
          clients
              .of(wanted.get(0).owner())
              .call(ComputeTaskServiceGrpc.getRegisterTasksMethod(), tasks.build());
    } catch (OrchestratorException e) {
      if (!e.isRefusal()) {
        throw e;
      }
      boolean isThere = e.is(ErrorCode.CONFLICT) && wanted.size() == 1;
      if (!isThere && wanted.size() == 1) {
        LOG.warn("task {} is refused: {}", wanted.get(0).task().getKey(), e.getMessage());
      }
      return isThere;
    }
    pusher.ifPresent(it -> wanted.forEach(each -> it.isMine(each.uplet())));
    return true;
  }

  /** Finishes posts whose caller, or server, went away in the middle. */
  private void finish() {
    List<Document> unfinished =
        shared.read(
            state ->
                state.unfinished().stream().filter(it -> isOfUs(owner(it))).limit(TASKS).toList());
    for (Document each : unfinished) {
      if (!later.containsKey(key(each))) {
        postpone(key(each), POST);
      } else if (isDue(key(each))) {
        postpone(key(each), REFUSED);
        Functions.makeUsable(clients, owner(each), key(each));
        if (each instanceof Problem problem) {
          Functions.registerPlan(clients, problem);
        }
      }
    }
  }

  private static String owner(Document document) {
    return document instanceof Problem problem ? problem.owner() : ((Algo) document).owner();
  }

  private static String key(Document document) {
    return document instanceof Problem problem ? problem.key() : ((Algo) document).key();
  }

  /** Hands out again what a worker has had for too long. */
  private void takeBack() {
    Instant now = Instant.now();
    List<ApplyTaskActionParam> late = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    shared.read(
        state -> {
          for (Uplet uplet : state.pending()) {
            if (isLate(uplet, now)) {
              late.add(Reports.failed(uplet, "the worker did not report in time"));
              owners.add(uplet.planOwner());
              postpone("late " + uplet.task(), REFUSED);
            }
          }
          return true;
        });
    for (int each = 0; each < late.size(); each++) {
      clients.apply(
          owners.get(each), ComputeTaskServiceGrpc.getApplyTaskActionMethod(), late.get(each));
    }
  }

  private boolean isLate(Uplet uplet, Instant now) {
    return isOfUs(uplet.planOwner())
        && uplet.problem().terms().rules() == LearningSettings.RuleSet.CORRECTED
        && uplet.since().plus(uplet.problem().terms().lease()).isBefore(now)
        && isDue("late " + uplet.task());
  }

  private void cancel() {
    Map<String, String> superfluous = shared.read(state -> Map.copyOf(state.superfluous()));
    superfluous.forEach(
        (task, owner) -> {
          if (isOfUs(owner) && isDue(task)) {
            postpone(task, REFUSED);
            clients.apply(
                owner, ComputeTaskServiceGrpc.getApplyTaskActionMethod(), Reports.cancelled(task));
          }
        });
  }

  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
  }
}
