package orchestrator.cli.plan;

import java.util.List;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.GetComputePlanParam;

/** Reads how far a plan has come. */
final class PlanReader {
  /** Of so many it is asked since when they execute or why they failed: as many as are shown. */
  private static final int LOOKED_AT = 10;

  private final OrchestratorClient client;

  PlanReader(OrchestratorClient client) {
    this.client = client;
  }

  static ComputePlan plan(OrchestratorClient client, String key) {
    return client.call(
        ComputePlanServiceGrpc.getGetPlanMethod(),
        GetComputePlanParam.newBuilder().setKey(key).build());
  }

  PlanProgress read(String key) {
    PlanProgress progress = new PlanProgress(plan(client, key));
    Tasks.ofPlan(client, key).forEach(progress::put);
    complete(progress);
    History history = new History(client);
    progress.executing().stream()
        .limit(LOOKED_AT)
        .forEach(
            task ->
                history
                    .lastChange(task)
                    .since()
                    .ifPresent(since -> progress.executing(task.getKey(), since)));
    explain(progress);
    return progress;
  }

  /** Reads why the last tasks failed: a report is told after the failure itself. */
  void explain(PlanProgress progress) {
    History history = new History(client);
    List<ComputeTask> failures = progress.failures();
    failures.stream()
        .limit(LOOKED_AT)
        .forEach(
            task ->
                progress.failed(
                    task.getKey(),
                    history
                        .report(task.getKey())
                        .orElseGet(() -> history.lastChange(task).reason())));
  }

  /** Reads the tasks of other plans that this one waits for. */
  void complete(PlanProgress progress) {
    progress.unknownParents().forEach(key -> progress.put(Tasks.get(client, key)));
  }
}
