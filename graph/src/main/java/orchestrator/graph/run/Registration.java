package orchestrator.graph.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import orchestrator.client.batch.Batch;
import orchestrator.client.batch.BatchWriter;
import orchestrator.graph.plan.GraphPlan;
import orchestrator.proto.NewComputeTask;

/** Registers graphs as compute plans. */
final class Registration {
  /** How many bytes of tasks one call registers, about. */
  private static final int MOST_BYTES = 8 << 20;

  private final String functionKey;
  private final String organization;
  private final BatchWriter reporter;
  private final GraphRuns runs;

  Registration(String functionKey, String organization, BatchWriter reporter, GraphRuns runs) {
    this.functionKey = functionKey;
    this.organization = organization;
    this.reporter = reporter;
    this.runs = runs;
  }

  /** Registers a graph in one call, unless its tasks are too many bytes for that; it runs then. */
  CompletableFuture<Void> register(GraphRun run, Duration limit, String source) {
    CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
    Batch current = new Batch().plan(GraphPlan.plan(run.planKey(), run.gorch(), limit, source));
    List<NewComputeTask> part = new ArrayList<>();
    long bytes = 0;
    for (NewComputeTask task : inOrder(run)) {
      if (bytes + task.getSerializedSize() > MOST_BYTES && !part.isEmpty()) {
        Batch full = current.tasks(part);
        before = before.thenCompose(done -> reporter.write(full));
        current = new Batch();
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(task);
      bytes += task.getSerializedSize();
    }
    Batch last = current.tasks(part);
    return before.thenCompose(done -> runs.begin(run, limit, last));
  }

  /** The tasks, parents first. */
  private List<NewComputeTask> inOrder(GraphRun run) {
    List<NewComputeTask> tasks =
        GraphPlan.tasks(run.planKey(), run.gorch().graph(), functionKey, organization);
    NewComputeTask[] byId = new NewComputeTask[tasks.size()];
    for (int place = 0; place < byId.length; place++) {
      byId[run.gorch().graph().nodes().get(place).id()] = tasks.get(place);
    }
    return Arrays.stream(run.progress().topology().order()).mapToObj(id -> byId[id]).toList();
  }
}
