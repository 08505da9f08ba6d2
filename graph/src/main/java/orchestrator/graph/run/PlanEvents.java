package orchestrator.graph.run;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import orchestrator.client.Backoff;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.event.EventFollower;
import orchestrator.client.event.EventFollowerBuilder;
import orchestrator.client.resume.PlanResume;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.plan.GraphPlan;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.TaskQueryFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the graphs that this runner did not take in itself: at its start those that were left, then
 * what the events tell, also of what others do to the graphs that run.
 */
final class PlanEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PlanEvents.class);
  private static final int WINDOW = 1_024;

  /** How many plans may be under registration elsewhere, of those that are watched. */
  private static final int MOST_EXPECTED = 10_000;

  private final OrchestratorClient client;
  private final String functionKey;
  private final GraphList list;
  private final PlanLoader loader;
  private final Graphs graphs;
  private final GraphRuns runs;
  private final Leases leases;
  private final Executor io;
  private final boolean sharing;
  private final Set<String> looking = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** For each plan that others register, how many tasks it has so far. */
  private final Map<String, Integer> expected = new HashMap<>();

  private Optional<EventFollower> follower = Optional.empty();
  private Optional<Thread> recovery = Optional.empty();

  PlanEvents(
      OrchestratorClient client,
      String functionKey,
      GraphList list,
      PlanLoader loader,
      Graphs graphs,
      GraphRuns runs,
      Leases leases,
      Executor io,
      boolean sharing) {
    this.sharing = sharing;
    this.client = client;
    this.functionKey = functionKey;
    this.list = list;
    this.loader = loader;
    this.graphs = graphs;
    this.runs = runs;
    this.leases = leases;
    this.io = io;
  }

  /** Begins to look, on threads of its own. */
  void start() {
    // Made before the first look, so that nothing can come between the look and the events.
    EventFollowerBuilder events = EventFollower.of(client).fromNow().window(WINDOW);
    follower = Optional.of(events.start(this::seen));
    if (!sharing) {
      return;
    }
    Thread thread = new Thread(this::recover, "graph-recovery");
    thread.setDaemon(true);
    thread.start();
    recovery = Optional.of(thread);
  }

  private void recover() {
    for (int failures = 0; closing.getCount() > 0; failures++) {
      try {
        list.plans().takeWhile(plan -> closing.getCount() > 0).forEach(this::recover);
        return;
      } catch (RuntimeException e) {
        LOG.warn("looking for graphs again: {}", e.getMessage());
        if (!pause(failures)) {
          return;
        }
      }
    }
  }

  private void recover(ComputePlan plan) {
    if (graphs.find(plan.getKey()).isEmpty() && isUnfinished(plan)) {
      take(GraphPlan.isListed(plan) ? plan : canceled(plan));
    }
  }

  /** Who deleted a graph was cut off before it was stopped. */
  private ComputePlan canceled(ComputePlan plan) {
    try {
      client.call(
          ComputePlanServiceGrpc.getApplyPlanActionMethod(),
          ApplyPlanActionParam.newBuilder()
              .setKey(plan.getKey())
              .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
              .build());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.TERMINATED_PLAN)) {
        throw e;
      }
    }
    return loader.plan(plan.getKey()).orElse(plan);
  }

  /** Goes on with a graph that nobody here runs, if all of it is registered. */
  void take(ComputePlan plan) {
    Optional<GraphRun> run = loader.load(plan);
    if (run.isEmpty()) {
      return;
    }
    synchronized (graphs) {
      if (graphs.running(plan.getKey()).isPresent()) {
        return;
      }
      graphs.add(run.get());
    }
    LOG.info("going on with graph {}", GraphPlan.id(plan.getKey()));
    try {
      runs.goOn(run.get(), GraphPlan.limit(plan));
    } catch (OrchestratorException e) {
      // Nobody drives it yet: it must be found again.
      graphs.forget(plan.getKey());
      throw e;
    }
  }

  /** Takes a graph up, however long the server is away. */
  private void takeSoon(ComputePlan plan) {
    for (int failures = 0; closing.getCount() > 0; failures++) {
      try {
        take(plan);
        return;
      } catch (OrchestratorException e) {
        LOG.info("graph {} is looked at again: {}", plan.getKey(), e.getMessage());
        if (!pause(failures)) {
          return;
        }
      }
    }
  }

  /** Waits before another try; false when this thread is to end. */
  private boolean pause(int failures) {
    try {
      return !closing.await(Backoff.DEFAULT.delay(failures).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isUnfinished(ComputePlan plan) {
    if (plan.hasCancelationDate()) {
      return has(plan, ComputeTaskStatus.STATUS_EXECUTING);
    }
    return client
            .call(
                ComputePlanServiceGrpc.getIsPlanRunningMethod(),
                IsPlanRunningParam.newBuilder().setKey(plan.getKey()).build())
            .getIsRunning()
        || has(plan, ComputeTaskStatus.STATUS_EXECUTING)
        || has(plan, ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  private boolean has(ComputePlan plan, ComputeTaskStatus status) {
    return client
            .call(
                ComputeTaskServiceGrpc.getQueryTasksMethod(),
                QueryTasksParam.newBuilder()
                    .setPageSize(1)
                    .setFilter(
                        TaskQueryFilter.newBuilder()
                            .setComputePlanKey(plan.getKey())
                            .setStatus(status))
                    .build())
            .getTasksCount()
        > 0;
  }

  private void seen(Event event) {
    try {
      leases.seen(event).ifPresent(task -> io.execute(() -> runs.foreign().takenOver(task)));
      if (event.hasComputeTask()) {
        seen(event, event.getComputeTask());
      } else if (event.hasComputePlan() && loader.isOurs(event.getComputePlan())) {
        seen(event, event.getComputePlan());
      }
    } catch (OrchestratorException e) {
      LOG.warn("event {} is not taken up: {}", event.getId(), e.getMessage());
    }
  }

  private void seen(Event event, ComputePlan plan) {
    Optional<GraphRun> run = graphs.running(plan.getKey());
    if (run.isEmpty()) {
      if (sharing
          && event.getEventKind() == EventKind.EVENT_ASSET_CREATED
          && graphs.find(plan.getKey()).isEmpty()) {
        expect(plan);
      }
    } else if (plan.hasCancelationDate() && !run.get().isStopped()) {
      GraphState state = GraphPlan.isTimedOut(plan) ? GraphState.TIMEOUT : GraphState.CANCELED;
      io.execute(() -> runs.stopped(run.get(), state));
    }
  }

  private void expect(ComputePlan plan) {
    if (expected.size() >= MOST_EXPECTED) {
      Iterator<String> any = expected.keySet().iterator();
      any.next();
      any.remove();
    }
    expected.put(plan.getKey(), 0);
    complete(plan.getKey());
  }

  private void seen(Event event, ComputeTask task) {
    if (!task.getFunctionKey().equals(functionKey)) {
      return;
    }
    String plan = task.getComputePlanKey();
    if (event.getEventKind() == EventKind.EVENT_ASSET_CREATED) {
      if (expected.computeIfPresent(plan, (key, count) -> count + 1) != null) {
        complete(plan);
      }
      return;
    }
    graphs
        .running(plan)
        .ifPresent(
            run -> GraphPlan.nodeId(task).ifPresent(id -> changed(run, id, task.getStatus())));
  }

  /** Most events tell what this runner has done itself. */
  private void changed(GraphRun run, int node, ComputeTaskStatus status) {
    boolean isNews =
        switch (status) {
          case STATUS_EXECUTING, STATUS_DONE, STATUS_FAILED, STATUS_CANCELED ->
              run.isNews(node, status);
          default -> false;
        };
    if (isNews) {
      io.execute(() -> runs.foreign().seen(run, node, status));
    }
  }

  /** A plan is looked at when it may have all of its tasks. */
  private void complete(String planKey) {
    Optional<ComputePlan> plan = loader.plan(planKey);
    if (plan.isEmpty()) {
      expected.remove(planKey);
    } else if (plan.get().containsMetadata(PlanResume.RESUMED_FROM)) {
      // It has fewer tasks than nodes, and only a look tells whether it has all.
      if (looking.add(planKey)) {
        io.execute(
            () -> {
              looking.remove(planKey);
              takeSoon(plan.get());
            });
      }
    } else if (expected.get(planKey) >= GraphPlan.nodes(plan.get())) {
      expected.remove(planKey);
      io.execute(() -> takeSoon(plan.get()));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    follower.ifPresent(EventFollower::close);
    recovery.ifPresent(Thread::interrupt);
  }
}
