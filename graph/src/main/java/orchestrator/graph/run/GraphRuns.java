package orchestrator.graph.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orchestrator.client.ErrorCode;
import orchestrator.client.batch.Batch;
import orchestrator.client.batch.BatchWriter;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.plan.GraphPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives each graph from its first nodes to its end. */
final class GraphRuns implements NodeRuns.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(GraphRuns.class);

  /** How many nodes that need no executor a report ends at most, about. */
  private static final int MOST_ENDING = 500;

  /** A graph is cancelled when the server's clock, too, says that it took too long. */
  private static final Duration LATE = Duration.ofMillis(20);

  private static final String STOPPED = "the graph was stopped";

  private final Leases leases;
  private final BatchWriter reporter;
  private final Graphs graphs;
  private final PlanLoader loader;
  private final ScheduledExecutorService timers;
  private final Executor io;
  private final Clock clock;
  private final NodeRuns nodes;
  private final ForeignNodes foreign;
  private volatile boolean closed;

  GraphRuns(
      RunnerSettings settings,
      Leases leases,
      BatchWriter reporter,
      Results results,
      ExecutorChoice executors,
      Graphs graphs,
      PlanLoader loader,
      ScheduledExecutorService timers,
      Executor io,
      Clock clock) {
    this.leases = leases;
    this.reporter = reporter;
    this.graphs = graphs;
    this.loader = loader;
    this.timers = timers;
    this.io = io;
    this.clock = clock;
    NodeReports reports = new NodeReports(reporter, results, timers, io, clock);
    nodes = new NodeRuns(settings, reporter, reports, executors, timers, io, clock, this);
    foreign = new ForeignNodes(leases, graphs, loader, timers, io, nodes, this);
  }

  /** What is changed by others. */
  ForeignNodes foreign() {
    return foreign;
  }

  /**
   * Registers a graph and starts it. The first nodes that need no executor are done with the same
   * report, which makes a graph of such nodes one call.
   *
   * @param limit how long it may take
   * @param registration what registers it, or the last part of that
   * @return completes when it is registered
   */
  CompletableFuture<Void> begin(GraphRun run, Duration limit, Batch registration) {
    Taken taken = take(run, run.progress().first(), List.of(), registration);
    return reporter
        .write(registration)
        .thenRun(
            () -> {
              watch(run, limit);
              reported(run, taken);
            });
  }

  /**
   * Goes on with a graph as it was read.
   *
   * @param limit how long the graph may take, from its registration
   */
  void goOn(GraphRun run, Duration limit) {
    graphs.add(run);
    // Events of the time since it was read have found nobody to tell.
    loader
        .statuses(run)
        .forEach(
            (node, status) -> {
              if (run.isNews(node, status)) {
                foreign.seen(run, node, status);
              }
            });
    List<Integer> ours = run.startedNodes();
    if (run.isStopped()) {
      // It does not go on, and whether it is still on the list its plan says.
      graphs.forget(run.planKey());
      Batch report = new Batch();
      ours.forEach(node -> report.canceled(run.taskKey(node), STOPPED));
      var unused = reporter.write(report).whenComplete((done, refusal) -> settle(run));
      return;
    }
    watch(run, limit.minus(Duration.between(run.created(), clock.instant())));
    List<Integer> ready;
    List<GraphProgress.Change> changes = new ArrayList<>();
    synchronized (run) {
      ready = run.progress().ready(changes);
    }
    ours.stream()
        .filter(node -> leases.find(run.taskKey(node)))
        .forEach(node -> nodes.resume(run, node));
    advance(run, ready, changes);
  }

  private void watch(GraphRun run, Duration left) {
    long delay = Math.max(0, left.plus(LATE).toMillis());
    var timer = timers.schedule(() -> io.execute(() -> timeOut(run)), delay, TimeUnit.MILLISECONDS);
    var unused = run.completion().whenComplete((done, failure) -> timer.cancel(false));
  }

  private void timeOut(GraphRun run) {
    if (!run.isDone() && !run.isStopped() && !run.isAbandoned()) {
      var unused = stop(run, GraphState.TIMEOUT);
    }
  }

  /**
   * Ends a graph before its time; what runs is stopped.
   *
   * @return completes when that is durable
   */
  CompletableFuture<Void> stop(GraphRun run, GraphState state) {
    return reporter
        .write(new Batch().planCanceled(run.planKey()))
        .handle(
            (done, failure) -> {
              if (failure != null && !Runner.isRefused(failure, ErrorCode.TERMINATED_PLAN)) {
                throw new IllegalStateException(
                    "the graph cannot be stopped: " + failure.getMessage(), failure);
              }
              stopped(run, state);
              return null;
            });
  }

  /** A graph was ended before its time, and that is durable; what runs is stopped. */
  void stopped(GraphRun run, GraphState state) {
    run.stop(state);
    nodes.cancelAll(run, state == GraphState.TIMEOUT ? "the graph took too long" : STOPPED);
    settle(run);
  }

  /**
   * Goes on after something has ended.
   *
   * @param ready nodes that can start
   * @param changes nodes that will never start
   */
  private void advance(GraphRun run, List<Integer> ready, List<GraphProgress.Change> changes) {
    Batch report = new Batch();
    Taken taken = take(run, ready, changes, report);
    if (report.isEmpty()) {
      goOn(run, taken.starting());
      return;
    }
    var unused =
        reporter
            .write(report)
            .whenComplete(
                (done, refusal) -> {
                  if (refusal == null) {
                    reported(run, taken);
                  } else {
                    readAgain(run, refusal);
                  }
                });
  }

  /**
   * Holds nodes that were taken up.
   *
   * @param ending those whose end a report tells
   * @param starting those that need an executor
   */
  private record Taken(List<Integer> ending, List<Integer> starting) {}

  /** Takes up what is ready; nodes that need no executor are done by the report. */
  private Taken take(
      GraphRun run, List<Integer> ready, List<GraphProgress.Change> changes, Batch report) {
    List<Integer> ending = new ArrayList<>();
    List<Integer> starting = new ArrayList<>();
    synchronized (run) {
      if (run.isAbandoned() || run.isStopped()) {
        return new Taken(List.of(), List.of());
      }
      List<GraphProgress.Change> never = new ArrayList<>(changes);
      Deque<Integer> open = new ArrayDeque<>(run.backlog());
      run.backlog().clear();
      open.addAll(ready);
      while (!open.isEmpty() && ending.size() < MOST_ENDING) {
        int node = open.remove();
        if (run.progress().state(node) != NodeState.TORUN) {
          continue;
        }
        if (!run.node(node).effectiveEngine().equals("nil")) {
          starting.add(node);
          continue;
        }
        String task = run.taskKey(node);
        report.started(task, claim(run, node)).done(task);
        ending.add(node);
        List<Integer> next = new ArrayList<>();
        run.progress().ended(node, NodeState.SUCCESS, next, never);
        open.addAll(next);
      }
      run.backlog().addAll(open);
      for (GraphProgress.Change change : never) {
        if (change.state() == NodeState.SKIPPED) {
          report.canceled(run.taskKey(change.node()), "skipped: its condition does not hold");
          ending.add(change.node());
        }
      }
      ending.forEach(run.pending()::set);
    }
    return new Taken(ending, starting);
  }

  private void reported(GraphRun run, Taken taken) {
    synchronized (run) {
      taken.ending().forEach(run.pending()::clear);
    }
    goOn(run, taken.starting());
  }

  private void goOn(GraphRun run, List<Integer> starting) {
    boolean more;
    synchronized (run) {
      more = !run.backlog().isEmpty();
    }
    nodes.start(run, starting);
    if (more) {
      advance(run, List.of(), List.of());
    }
    settle(run);
  }

  @Override
  public void ended(GraphRun run, int node, NodeState state) {
    List<Integer> ready = new ArrayList<>();
    List<GraphProgress.Change> changes = new ArrayList<>();
    List<Integer> stopping = List.of();
    synchronized (run) {
      run.progress().ended(node, state, ready, changes);
      boolean fails =
          run.gorch().graph().failFast() && run.progress().hasFailed() && !run.isStopped();
      if (fails) {
        stopping = List.copyOf(run.attempts().keySet());
      }
    }
    stopping.forEach(other -> nodes.cancel(run, other, "another node has failed"));
    advance(run, ready, changes);
    settle(run);
  }

  private void settle(GraphRun run) {
    boolean isDone;
    synchronized (run) {
      isDone = run.isDone() && !run.isAbandoned() && !run.completion().isDone();
    }
    if (isDone) {
      run.setEnded(Instant.now(clock));
      if (graphs.running(run.planKey()).filter(it -> it == run).isPresent()) {
        graphs.ended(run);
      }
      run.completion().complete(null);
    }
  }

  @Override
  public void taken(GraphRun run, int node) {
    foreign.look(run, node);
  }

  /** Others may have taken over what runs here: it is stopped, and looked at again. */
  void fence() {
    LOG.warn("this runner was not heard for a while, and stops what it runs");
    graphs
        .allRunning()
        .forEach(run -> readAgain(run, new IllegalStateException("others may run it")));
  }

  /** What this runner knows of a graph is wrong: it begins anew with what the server knows. */
  void readAgain(GraphRun run, Throwable why) {
    if (closed || run.isAbandoned()) {
      return;
    }
    LOG.info("graph {} is read again: {}", run.planKey(), why.getMessage());
    nodes.abandon(run);
    io.execute(() -> replace(run, 0));
  }

  private void replace(GraphRun run, int failures) {
    try {
      var plan = loader.plan(run.planKey());
      var fresh = plan.flatMap(loader::load);
      if (fresh.isEmpty()) {
        graphs.forget(run.planKey());
        run.completion()
            .completeExceptionally(
                new IllegalStateException("the graph " + run.planKey() + " is gone"));
        return;
      }
      graphs.forget(run.planKey());
      var unused =
          fresh.get().completion().whenComplete((done, e) -> run.completion().complete(null));
      goOn(fresh.get(), GraphPlan.limit(plan.get()));
    } catch (RuntimeException e) {
      if (!closed) {
        long delay = Math.min(5_000, 100L << Math.min(6, failures));
        var unused =
            timers.schedule(
                () -> io.execute(() -> replace(run, failures + 1)), delay, TimeUnit.MILLISECONDS);
      }
    }
  }

  @Override
  public String claim(GraphRun run, int node) {
    return leases.claim();
  }

  @Override
  public boolean mayStart() {
    return !closed;
  }

  void close() {
    closed = true;
    graphs.allRunning().forEach(nodes::abandon);
  }
}
