package orchestrator.graph.run;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.spec.Keys;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.SortOrder;
import orchestrator.proto.UpdateComputePlanParam;

/**
 * Says which runner of an organization has which node, so that two of them never run one at the
 * same time. Runners tell one another by the name of a plan that only their organization can
 * change: that they live, and that they take over what a dead one had. The order and the times of
 * its events are the same for all of them.
 */
final class Leases {
  /** How often a runner with work says that it lives. */
  static final Duration BEAT = Duration.ofSeconds(3);

  /** A runner that has said nothing for so long, by the server's clock, has lost what it had. */
  static final Duration LEASE = Duration.ofSeconds(15);

  /** A runner that was not heard for so long stops what it runs, while others live. */
  static final Duration FENCE = Duration.ofSeconds(11);

  private static final String CLAIM = "runner ";
  private static final Pattern LIVES = Pattern.compile("runner ([0-9a-f-]{36})");
  private static final Pattern TAKES = Pattern.compile("take ([0-9a-f-]{36}) ([0-9a-f-]{36})");
  private static final int LAST_EVENTS = 20;
  private static final int PAGE = 1_000;

  private final OrchestratorClient client;
  private final String id;
  private final String planKey;

  /** When each runner was last heard: by the server's clock, and here. */
  private final Map<String, Sign> signs = new HashMap<>();

  /** Which runner has each node that runs, as far as that is known. */
  private final Map<String, String> owners = new HashMap<>();

  private record Sign(long serverMillis, long localNanos) {}

  /**
   * Knows nothing yet.
   *
   * @param id of this runner; the same after a restart
   */
  Leases(OrchestratorClient client, String id) {
    this.client = client;
    this.id = id;
    planKey = Keys.named("graph runners of " + client.organization());
  }

  /** Registers the plan by which runners talk, unless it is there. */
  void register() {
    try {
      client.call(
          ComputePlanServiceGrpc.getRegisterPlanMethod(),
          NewComputePlan.newBuilder().setKey(planKey).setName("graph runners").build());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
    }
  }

  /** The reason for which this runner starts a node. */
  String claim() {
    return CLAIM + id;
  }

  /** Says that this runner lives; it does when the call returns. */
  void beat() {
    say(CLAIM + id);
  }

  /** Asks for a node that a dead runner had; {@link #seen} tells whether this one got it. */
  void take(String taskKey) {
    say("take " + taskKey + " " + id);
  }

  private void say(String name) {
    client.call(
        ComputePlanServiceGrpc.getUpdatePlanMethod(),
        UpdateComputePlanParam.newBuilder().setKey(planKey).setName(name).build());
  }

  /**
   * Takes up an event.
   *
   * @return the key of a task that this runner has taken over with it
   */
  synchronized Optional<String> seen(Event event) {
    long time = Timestamps.toMillis(event.getTimestamp());
    if (event.hasComputeTask()) {
      boolean starts = event.getComputeTask().getStatus() == ComputeTaskStatus.STATUS_EXECUTING;
      if (starts) {
        lives(event.getMetadataOrDefault("reason", ""), time)
            .ifPresent(runner -> owners.put(event.getAssetKey(), runner));
      } else {
        owners.remove(event.getAssetKey());
      }
      return Optional.empty();
    }
    if (!event.getAssetKey().equals(planKey)) {
      return Optional.empty();
    }
    String said = event.getComputePlan().getName();
    Matcher takes = TAKES.matcher(said);
    if (!takes.matches()) {
      var unused = lives(said, time);
      return Optional.empty();
    }
    String task = takes.group(1);
    String taker = takes.group(2);
    boolean isFree = owners.containsKey(task) && !isAlive(owners.get(task), time);
    heard(taker, time);
    if (isFree) {
      owners.put(task, taker);
    }
    return isFree && taker.equals(id) ? Optional.of(task) : Optional.empty();
  }

  private Optional<String> lives(String said, long time) {
    Matcher lives = LIVES.matcher(said);
    if (!lives.matches()) {
      return Optional.empty();
    }
    heard(lives.group(1), time);
    return Optional.of(lives.group(1));
  }

  private void heard(String runner, long time) {
    signs.put(runner, new Sign(time, System.nanoTime()));
  }

  private boolean isAlive(String runner, long serverMillis) {
    Sign last = signs.get(runner);
    return last != null && serverMillis - last.serverMillis() < LEASE.toMillis();
  }

  /** Whether a node's runner is another one, dead as far as can be seen from here. */
  synchronized boolean isFree(String taskKey) {
    String owner = owners.get(taskKey);
    if (owner == null) {
      // Its claim, or its end, is on its way here.
      return false;
    }
    Sign last = signs.get(owner);
    return last == null || System.nanoTime() - last.localNanos() > LEASE.toNanos();
  }

  /** Whether another runner was heard lately. */
  synchronized boolean hasCompany() {
    return signs.entrySet().stream()
        .anyMatch(
            sign ->
                !sign.getKey().equals(id)
                    && System.nanoTime() - sign.getValue().localNanos() < 4 * LEASE.toNanos());
  }

  /**
   * Finds out whose a node is that was started before this runner looked.
   *
   * @return whether it is this runner's; also if nobody's, since no runner has started it
   */
  boolean find(String taskKey) {
    Optional<Event> claim =
        client
            .call(
                EventServiceGrpc.getQueryEventsMethod(),
                QueryEventsParam.newBuilder()
                    .setPageSize(LAST_EVENTS)
                    .setSort(SortOrder.DESCENDING)
                    .setFilter(EventQueryFilter.newBuilder().setAssetKey(taskKey))
                    .build())
            .getEventsList()
            .stream()
            .filter(event -> LIVES.matcher(event.getMetadataOrDefault("reason", "")).matches())
            .findFirst();
    if (claim.isEmpty()) {
      return true;
    }
    String owner = claim.get().getMetadataOrThrow("reason").substring(CLAIM.length());
    Optional<String> taker =
        client
            .pages(
                EventServiceGrpc.getQueryEventsMethod(),
                QueryEventsParam.newBuilder()
                    .setPageSize(PAGE)
                    .setFilter(
                        EventQueryFilter.newBuilder()
                            .setAssetKey(planKey)
                            .setStart(claim.get().getTimestamp()))
                    .build(),
                QueryEventsResponse::getEventsList)
            .map(event -> TAKES.matcher(event.getComputePlan().getName()))
            .filter(takes -> takes.matches() && takes.group(1).equals(taskKey))
            .map(takes -> takes.group(2))
            .reduce((earlier, later) -> later);
    synchronized (this) {
      owners.putIfAbsent(taskKey, taker.orElse(owner));
      // Nobody has heard the owner yet, and it has a lease from now on.
      signs.putIfAbsent(
          owners.get(taskKey),
          new Sign(Timestamps.toMillis(claim.get().getTimestamp()), System.nanoTime()));
      return id.equals(owners.get(taskKey));
    }
  }
}
