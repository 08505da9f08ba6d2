package orchestrator.graph.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orchestrator.proto.ComputeTaskStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what others do to nodes: runners that share a graph, and whoever acts on its plan. */
final class ForeignNodes {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignNodes.class);

  /** How many times, a second apart, what another runner keeps is asked for. */
  private static final int MOST_FETCHES = 30;

  private final Leases leases;
  private final Graphs graphs;
  private final PlanLoader loader;
  private final ScheduledExecutorService timers;
  private final Executor io;
  private final NodeRuns nodes;
  private final GraphRuns runs;

  ForeignNodes(
      Leases leases,
      Graphs graphs,
      PlanLoader loader,
      ScheduledExecutorService timers,
      Executor io,
      NodeRuns nodes,
      GraphRuns runs) {
    this.leases = leases;
    this.graphs = graphs;
    this.loader = loader;
    this.timers = timers;
    this.io = io;
    this.nodes = nodes;
    this.runs = runs;
  }

  /** A node is not as this runner thinks: somebody else has changed it. */
  void look(GraphRun run, int node) {
    io.execute(
        () -> {
          try {
            loader.status(run.taskKey(node)).ifPresent(status -> lookedAt(run, node, status));
          } catch (RuntimeException e) {
            LOG.warn("{} cannot be looked at: {}", run.taskKey(node), e.getMessage());
            runs.readAgain(run, e);
          }
        });
  }

  private void lookedAt(GraphRun run, int node, ComputeTaskStatus status) {
    if (status != ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT) {
      seen(run, node, status);
      return;
    }
    // Nobody has it, and the claim was refused all the same: not at once again.
    var unused =
        timers.schedule(
            () ->
                io.execute(
                    () -> {
                      synchronized (run) {
                        if (!run.attempts().containsKey(node)) {
                          run.progress().waitsAgain(node);
                        }
                      }
                      nodes.start(run, List.of(node));
                    }),
            1,
            TimeUnit.SECONDS);
  }

  /**
   * A task has a status, as an event or a look tells; what this runner is about itself is no news.
   */
  void seen(GraphRun run, int node, ComputeTaskStatus status) {
    synchronized (run) {
      if (run.progress().state(node).isFinal()) {
        if (status == ComputeTaskStatus.STATUS_DONE) {
          run.pending().clear(node);
        }
        return;
      }
      Attempt attempt = run.attempts().get(node);
      if (attempt != null && isOwn(attempt, status)) {
        return;
      }
      if (status == ComputeTaskStatus.STATUS_EXECUTING) {
        run.progress().started(node);
      }
    }
    boolean hasEnded =
        status == ComputeTaskStatus.STATUS_DONE
            || status == ComputeTaskStatus.STATUS_FAILED
            || status == ComputeTaskStatus.STATUS_CANCELED;
    if (hasEnded) {
      nodes.forget(run, node);
      endedElsewhere(run, node, status, 0);
    }
  }

  /** What others have put out is waited for a while, since nodes here may need it. */
  private void endedElsewhere(GraphRun run, int node, ComputeTaskStatus status, int tries) {
    try {
      loader.result(run.taskKey(node)).ifPresent(result -> run.keep(node, result));
    } catch (PlanLoader.NotToBeHadException e) {
      if (tries < MOST_FETCHES && runs.mayStart()) {
        var unused =
            timers.schedule(
                () -> io.execute(() -> endedElsewhere(run, node, status, tries + 1)),
                1,
                TimeUnit.SECONDS);
        return;
      }
      LOG.warn("going on without what a node has put out: {}", e.getMessage());
    }
    PlanLoader.ended(run, node, status).ifPresent(state -> runs.ended(run, node, state));
  }

  private static boolean isOwn(Attempt attempt, ComputeTaskStatus status) {
    return switch (status) {
      case STATUS_DONE, STATUS_FAILED, STATUS_CANCELED ->
          attempt.phase() == Attempt.Phase.REPORTING;
      default -> true;
    };
  }

  /** Nodes of other runners that are dead as far as can be seen from here. */
  List<String> freeNodes() {
    List<String> free = new ArrayList<>();
    for (GraphRun run : graphs.allRunning()) {
      for (int node : run.othersNodes()) {
        if (leases.isFree(run.taskKey(node))) {
          free.add(run.taskKey(node));
        }
      }
    }
    return free;
  }

  /** This runner has taken over a task of one that is dead. */
  void takenOver(String taskKey) {
    for (GraphRun run : graphs.allRunning()) {
      for (int node : run.othersNodes()) {
        boolean isLeft =
            run.taskKey(node).equals(taskKey)
                && loader
                    .status(taskKey)
                    .filter(ComputeTaskStatus.STATUS_EXECUTING::equals)
                    .isPresent();
        if (isLeft) {
          LOG.info("{} was left by another runner, and is tried here", taskKey);
          nodes.resume(run, node);
        }
      }
    }
  }
}
