package orchestrator.graph.run;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import orchestrator.client.batch.Batch;
import orchestrator.client.spec.Keys;
import orchestrator.executor.WorkResult;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.plan.GraphPlan;
import orchestrator.proto.Addressable;
import orchestrator.proto.NewModel;

/** Keeps what nodes came to as artefacts, and tells the orchestrator of them. */
final class Results {
  /**
   * Holds what a node came to.
   *
   * @param report makes it durable
   * @param end is the same without the result, for a task that has one from an earlier try
   */
  record Kept(NodeResult result, NodeState state, Batch report, Batch end) {}

  /** Where the door serves artefacts. */
  static final String PATH = "/v1/artifacts/";

  private final ArtifactStore artifacts;
  private final URI address;

  /**
   * Keeps results in a store.
   *
   * @param address the door that serves them
   */
  Results(ArtifactStore artifacts, URI address) {
    this.artifacts = artifacts;
    this.address = address;
  }

  /**
   * Keeps what a node came to; its artefacts are durable when this returns.
   *
   * @throws java.io.UncheckedIOException when they cannot be written
   */
  Kept keep(GraphRun run, int id, Attempt attempt, WorkResult outcome, long now) {
    String task = run.taskKey(id);
    Node node = run.node(id);
    if (outcome.status() == WorkResult.Status.CANCELED) {
      NodeResult canceled = result(attempt, outcome, now, "");
      Batch stopped = new Batch().canceled(task, outcome.reason());
      return new Kept(canceled, NodeState.CANCELED, stopped, stopped);
    }
    boolean succeeded = outcome.status() == WorkResult.Status.SUCCEEDED;
    String text = outcome.log().isEmpty() ? outcome.reason() : outcome.log();
    // A failure report needs a log.
    boolean hasLog = !text.isEmpty() || !succeeded;
    String log = hasLog ? artifacts.put(text.getBytes(StandardCharsets.UTF_8)) : "";
    NodeResult result = result(attempt, outcome, now, log);
    String checksum = artifacts.put(result.toBytes());
    boolean isDone = succeeded || node.options().continueOnFailure();
    return new Kept(
        result,
        succeeded ? NodeState.SUCCESS : NodeState.FAILURE,
        end(new Batch().result(model(task, checksum)), task, isDone, log),
        end(new Batch(), task, isDone, log));
  }

  private Batch end(Batch report, String task, boolean isDone, String log) {
    return isDone ? report.done(task) : report.failed(task, addressable("logs/" + task, log));
  }

  private static NodeResult result(Attempt attempt, WorkResult outcome, long now, String log) {
    boolean succeeded = outcome.status() == WorkResult.Status.SUCCEEDED;
    return new NodeResult(
        succeeded,
        attempt.arguments(),
        outcome.outputs(),
        Math.max(1, attempt.tries()),
        attempt.started().toEpochMilli(),
        now,
        succeeded ? "" : outcome.reason(),
        log);
  }

  private NewModel model(String task, String checksum) {
    String key = Keys.named(task + "/" + GraphPlan.RESULT);
    return NewModel.newBuilder()
        .setKey(key)
        .setComputeTaskKey(task)
        .setComputeTaskOutputIdentifier(GraphPlan.RESULT)
        .setAddress(addressable("models/" + key, checksum))
        .build();
  }

  private Addressable addressable(String path, String checksum) {
    return Addressable.newBuilder()
        .setChecksum(checksum)
        .setStorageAddress(address.resolve(PATH + path).toString())
        .build();
  }
}
