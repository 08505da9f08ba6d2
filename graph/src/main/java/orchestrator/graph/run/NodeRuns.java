package orchestrator.graph.run;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orchestrator.client.batch.Batch;
import orchestrator.client.batch.BatchWriter;
import orchestrator.executor.Execution;
import orchestrator.executor.NodeExecutor;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.plan.GraphPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs nodes that can start: claims each, hands it to an executor, tries it again when it failed or
 * got lost, and has what came of it reported.
 */
final class NodeRuns {
  private static final Logger LOG = LoggerFactory.getLogger(NodeRuns.class);

  /** How long an executor has to answer that it has stopped something. */
  private static final Duration STOP = Duration.ofMillis(1_500);

  /** What a node runs for beyond its time-out, so that the executor's own is told first. */
  private static final Duration LATE = Duration.ofMillis(500);

  /** Hears what became of nodes. */
  interface Listener {
    /** A node has ended, and that is durable. */
    void ended(GraphRun run, int node, NodeState state);

    /** A node is another runner's, or was changed by somebody. */
    void taken(GraphRun run, int node);

    /** The claim that tells others whose a node is. */
    String claim(GraphRun run, int node);

    /** Whether this runner may start something now. */
    boolean mayStart();
  }

  private final RunnerSettings settings;
  private final BatchWriter reporter;
  private final NodeReports reports;
  private final ExecutorChoice executors;
  private final ScheduledExecutorService timers;
  private final Executor io;
  private final Clock clock;
  private final Listener listener;
  private final ReadyQueue queue;

  NodeRuns(
      RunnerSettings settings,
      BatchWriter reporter,
      NodeReports reports,
      ExecutorChoice executors,
      ScheduledExecutorService timers,
      Executor io,
      Clock clock,
      Listener listener) {
    this.settings = settings;
    this.reporter = reporter;
    this.reports = reports;
    this.executors = executors;
    this.timers = timers;
    this.io = io;
    this.clock = clock;
    this.listener = listener;
    queue = new ReadyQueue(settings.parallel());
  }

  /** Runs nodes as soon as there are places. */
  void start(GraphRun run, List<Integer> nodes) {
    nodes.forEach(node -> queue.add(run, node));
    dispatch();
  }

  /** Runs a node again that this runner, or one that died, had claimed before. */
  void resume(GraphRun run, int node) {
    synchronized (run) {
      Attempt attempt =
          new Attempt(run.node(node).arguments(), TimeUnit.MILLISECONDS.toSeconds(clock.millis()));
      attempt.phase(Attempt.Phase.WAITING);
      run.attempts().put(node, attempt);
      run.progress().started(node);
    }
    queue.add(run, node);
    dispatch();
  }

  /** Fills the free places. */
  void dispatch() {
    while (listener.mayStart()) {
      Optional<ReadyQueue.Item> next = queue.take();
      if (next.isEmpty()) {
        return;
      }
      if (!launch(next.get().run(), next.get().node())) {
        queue.release();
      }
    }
  }

  /** Starts a node that has a place; false when it needs none any more. */
  private boolean launch(GraphRun run, int node) {
    Attempt attempt;
    boolean claimed;
    synchronized (run) {
      Attempt waiting = run.attempts().get(node);
      claimed = waiting != null && waiting.phase() == Attempt.Phase.WAITING;
      boolean fresh = waiting == null && run.progress().state(node) == NodeState.TORUN;
      if (run.isAbandoned() || !(claimed || (fresh && !run.isStopped()))) {
        return false;
      }
      attempt = claimed ? waiting : new Attempt(run.node(node).arguments(), 0);
      run.attempts().put(node, attempt);
      run.progress().started(node);
    }
    if (claimed) {
      begin(run, node, attempt);
      return true;
    }
    var unused =
        reporter
            .write(new Batch().started(run.taskKey(node), listener.claim(run, node)))
            .whenComplete(
                (done, refusal) -> {
                  if (refusal == null) {
                    begin(run, node, attempt);
                  } else {
                    LOG.debug("{} is not ours: {}", run.taskKey(node), refusal.getMessage());
                    queue.release();
                    drop(run, node);
                    listener.taken(run, node);
                    dispatch();
                  }
                });
    return true;
  }

  private static void drop(GraphRun run, int node) {
    synchronized (run) {
      Attempt attempt = run.attempts().remove(node);
      if (attempt != null) {
        attempt.stopTimer();
      }
    }
  }

  private void begin(GraphRun run, int node, Attempt claimed) {
    Attempt attempt;
    Execution execution;
    long number;
    try {
      synchronized (run) {
        if (run.attempts().get(node) != claimed) {
          queue.release();
          return;
        }
        attempt = resolved(run, node, claimed);
        if (attempt.canceled().isPresent()) {
          attempt.phase(Attempt.Phase.RUNNING);
          io.execute(
              () -> ended(run, node, attempt, attempt.number(), stopped(run, node, attempt)));
          return;
        }
        attempt.begin(clock.instant());
        number = attempt.number();
        Work work = work(run, node, attempt);
        NodeExecutor executor = executors.choose(work.engine(), work.target(), attempt.losses());
        execution = executor.start(work);
        attempt.runs(execution);
        Duration limit = work.timeout().orElse(settings.nodeTimeout()).plus(LATE);
        attempt.timer(
            timers.schedule(
                () -> timeOut(run, node, attempt), limit.toMillis(), TimeUnit.MILLISECONDS));
      }
    } catch (References.BadExpressionException e) {
      WorkResult faulty =
          new WorkResult(WorkResult.Status.FAILED, run.node(node).outputs(), e.getMessage(), "");
      synchronized (run) {
        claimed.begin(clock.instant());
        claimed.isFinal(true);
      }
      io.execute(() -> ended(run, node, claimed, claimed.number(), faulty));
      return;
    }
    var unused =
        execution
            .outcome()
            .thenAcceptAsync(outcome -> ended(run, node, attempt, number, outcome), io);
  }

  /** The attempt with what other nodes have put out in its arguments. */
  private static Attempt resolved(GraphRun run, int node, Attempt claimed)
      throws References.BadExpressionException {
    if (run.node(node).arguments().stream().noneMatch(References::isIn)) {
      return claimed;
    }
    claimed.arguments(
        References.resolve(
            run.node(node).arguments(),
            run.gorch().graph().nodes(),
            other -> run.outputs(other.id())));
    return claimed;
  }

  private Work work(GraphRun run, int id, Attempt attempt) {
    Node node = run.node(id);
    return new Work(
        run.taskKey(id) + "/" + attempt.number(),
        id,
        node.name(),
        node.target(),
        node.effectiveEngine(),
        node.artifact(),
        attempt.arguments(),
        node.outputs(),
        node.options().environment(),
        Optional.of(node.options().timeout().orElse(settings.nodeTimeout())),
        GraphPlan.id(run.planKey()),
        node.options().priority());
  }

  private static WorkResult stopped(GraphRun run, int node, Attempt attempt) {
    return new WorkResult(
        WorkResult.Status.CANCELED,
        run.node(node).outputs(),
        attempt.canceled().orElse("it was stopped"),
        "");
  }

  private void timeOut(GraphRun run, int node, Attempt attempt) {
    Optional<Execution> execution;
    synchronized (run) {
      attempt.timeOut();
      execution = attempt.execution();
    }
    stop(run, node, attempt, execution);
  }

  /** Stops a node, for good. */
  void cancel(GraphRun run, int node, String reason) {
    Attempt attempt;
    Optional<Execution> execution;
    synchronized (run) {
      attempt = run.attempts().get(node);
      if (attempt == null) {
        return;
      }
      attempt.cancel(reason);
      if (attempt.phase() == Attempt.Phase.WAITING) {
        // Nothing runs, and no place is taken.
        attempt.phase(Attempt.Phase.REPORTING);
        attempt.stopTimer();
        report(run, node, attempt, stopped(run, node, attempt));
        return;
      }
      execution = attempt.execution();
    }
    stop(run, node, attempt, execution);
  }

  /** An executor that does not answer must not keep a graph from its end. */
  private void stop(GraphRun run, int node, Attempt attempt, Optional<Execution> execution) {
    if (execution.isEmpty()) {
      return;
    }
    long number;
    synchronized (run) {
      number = attempt.number();
    }
    execution.get().cancel();
    var unused =
        timers.schedule(
            () -> io.execute(() -> ended(run, node, attempt, number, stopped(run, node, attempt))),
            STOP.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void ended(GraphRun run, int node, Attempt attempt, long number, WorkResult outcome) {
    WorkResult told = outcome;
    Optional<Duration> again;
    synchronized (run) {
      boolean isStale =
          run.attempts().get(node) != attempt
              || attempt.number() != number
              || attempt.phase() != Attempt.Phase.RUNNING;
      if (isStale) {
        return;
      }
      attempt.stopTimer();
      if (attempt.isTimedOut() && outcome.status() != WorkResult.Status.SUCCEEDED) {
        told = timedOut(run, node, outcome);
      }
      again = RetryRule.again(run.node(node), attempt, told.status());
      attempt.phase(again.isPresent() ? Attempt.Phase.WAITING : Attempt.Phase.REPORTING);
      if (again.isPresent()) {
        LOG.debug("{} is tried again: {}", run.taskKey(node), told.reason());
        attempt.timer(
            timers.schedule(
                () -> tryAgain(run, node, attempt), again.get().toMillis(), TimeUnit.MILLISECONDS));
      } else {
        report(run, node, attempt, told);
      }
    }
    queue.release();
    dispatch();
  }

  private WorkResult timedOut(GraphRun run, int node, WorkResult outcome) {
    Duration limit = run.node(node).options().timeout().orElse(settings.nodeTimeout());
    return new WorkResult(
        WorkResult.Status.FAILED,
        outcome.outputs(),
        "it took longer than its time-out of " + limit.toMillis() / 1000.0 + " s",
        outcome.log());
  }

  private void tryAgain(GraphRun run, int node, Attempt attempt) {
    synchronized (run) {
      if (run.attempts().get(node) != attempt || attempt.phase() != Attempt.Phase.WAITING) {
        return;
      }
    }
    queue.add(run, node);
    dispatch();
  }

  /** Makes the end of a node durable, then tells the listener. */
  private void report(GraphRun run, int node, Attempt attempt, WorkResult outcome) {
    reports.report(
        run, node, attempt, outcome, (kept, refusal) -> reported(run, node, kept, refusal));
  }

  private void reported(GraphRun run, int node, Results.Kept kept, @Nullable Throwable refusal) {
    synchronized (run) {
      drop(run, node);
      if (refusal == null) {
        run.keep(node, kept.result());
      }
    }
    if (refusal == null) {
      listener.ended(run, node, kept.state());
    } else {
      LOG.info("{} cannot be reported: {}", run.taskKey(node), refusal.getMessage());
      listener.taken(run, node);
    }
  }

  /** Somebody else has ended a node: what runs of it here is stopped, and nobody is told. */
  void forget(GraphRun run, int node) {
    Attempt attempt;
    boolean holdsPlace;
    synchronized (run) {
      attempt = run.attempts().remove(node);
      if (attempt == null) {
        return;
      }
      attempt.stopTimer();
      holdsPlace = attempt.phase() == Attempt.Phase.RUNNING;
    }
    attempt.execution().ifPresent(Execution::cancel);
    if (holdsPlace) {
      queue.release();
      dispatch();
    }
  }

  /** Stops all of a run's nodes and starts none of them any more. */
  void cancelAll(GraphRun run, String reason) {
    queue.remove(run);
    List<Integer> nodes;
    synchronized (run) {
      nodes = new ArrayList<>(run.attempts().keySet());
    }
    nodes.forEach(node -> cancel(run, node, reason));
  }

  /** Stops what runs, and tells nobody: the next runner goes on with it. */
  void abandon(GraphRun run) {
    run.abandon();
    queue.remove(run);
    List<Execution> executions = new ArrayList<>();
    synchronized (run) {
      for (Attempt attempt : run.attempts().values()) {
        attempt.stopTimer();
        if (attempt.phase() == Attempt.Phase.RUNNING) {
          attempt.execution().ifPresent(executions::add);
        }
      }
      run.attempts().clear();
    }
    executions.forEach(
        execution -> {
          execution.cancel();
          queue.release();
        });
  }
}
