package orchestrator.graph.run;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orchestrator.client.ErrorCode;
import orchestrator.client.batch.Batch;
import orchestrator.client.batch.BatchWriter;
import orchestrator.executor.WorkResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the ends of nodes durable: what each came to is kept, then the orchestrator is told. */
final class NodeReports {
  private static final Logger LOG = LoggerFactory.getLogger(NodeReports.class);

  private final BatchWriter reporter;
  private final Results results;
  private final ScheduledExecutorService timers;
  private final Executor io;
  private final Clock clock;

  /** Hears when a report has been taken. */
  interface Listener {
    /**
     * The end of a node is durable, or was refused.
     *
     * @param refusal why the orchestrator did not take it; null when it did
     */
    void reported(Results.Kept kept, @Nullable Throwable refusal);
  }

  NodeReports(
      BatchWriter reporter,
      Results results,
      ScheduledExecutorService timers,
      Executor io,
      Clock clock) {
    this.reporter = reporter;
    this.results = results;
    this.timers = timers;
    this.io = io;
    this.clock = clock;
  }

  /** Reports how an attempt at a node ended, once there is room to keep it. */
  void report(GraphRun run, int node, Attempt attempt, WorkResult outcome, Listener listener) {
    io.execute(
        () -> {
          try {
            Results.Kept kept = results.keep(run, node, attempt, outcome, clock.millis());
            write(kept, kept.report(), listener);
          } catch (RuntimeException e) {
            // A full disk, for example: the node is as it was, and is reported when there is room.
            LOG.error("the result of {} cannot be kept: {}", run.taskKey(node), e.getMessage());
            var unused =
                timers.schedule(
                    () -> report(run, node, attempt, outcome, listener), 1, TimeUnit.SECONDS);
          }
        });
  }

  private void write(Results.Kept kept, Batch report, Listener listener) {
    var unused =
        reporter
            .write(report)
            .whenComplete(
                (done, refusal) -> {
                  boolean hasResult =
                      refusal != null
                          && report != kept.end()
                          && Runner.isRefused(refusal, ErrorCode.CONFLICT);
                  if (hasResult) {
                    // A server without batches has kept that of a try that was cut off.
                    write(kept, kept.end(), listener);
                  } else {
                    listener.reported(kept, refusal);
                  }
                });
  }
}
