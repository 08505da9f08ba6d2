package orchestrator.graph.run;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.client.OrchestratorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other runners hear that this one lives, while it has work; takes over what dead ones had;
 * and stops what runs here when this one may be taken for dead itself.
 */
final class Heart {
  private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

  private final Leases leases;
  private final GraphRuns runs;
  private final Graphs graphs;
  private final ScheduledExecutorService timers;
  private final Executor io;
  private final AtomicBoolean beating = new AtomicBoolean();
  private volatile long heard = System.nanoTime();
  private volatile boolean fenced;

  Heart(
      Leases leases, GraphRuns runs, Graphs graphs, ScheduledExecutorService timers, Executor io) {
    this.leases = leases;
    this.runs = runs;
    this.graphs = graphs;
    this.timers = timers;
    this.io = io;
  }

  void start() {
    var unused =
        timers.scheduleWithFixedDelay(this::tick, 0, Leases.BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    boolean isLate = System.nanoTime() - heard > Leases.FENCE.toNanos();
    if (isLate && !fenced && leases.hasCompany()) {
      fenced = true;
      io.execute(runs::fence);
    }
    if (graphs.isIdle()) {
      // Nobody waits for what it has not got.
      heard = System.nanoTime();
    } else if (beating.compareAndSet(false, true)) {
      io.execute(this::beat);
    }
  }

  private void beat() {
    try {
      long before = System.nanoTime();
      leases.beat();
      heard = before;
      fenced = false;
      runs.foreign().freeNodes().forEach(leases::take);
    } catch (OrchestratorException e) {
      LOG.debug("the other runners do not hear this one: {}", e.getMessage());
    } finally {
      beating.set(false);
    }
  }
}
