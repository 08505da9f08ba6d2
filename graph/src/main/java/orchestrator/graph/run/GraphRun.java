package orchestrator.graph.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.graph.gorch.Gorch;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;
import orchestrator.proto.ComputeTaskStatus;

/**
 * Holds a graph while it runs, and what its nodes came to. Every method is safe for several
 * threads; what others see of it is durable.
 */
final class GraphRun implements GraphView {
  private final String planKey;
  private final Gorch gorch;
  private final Instant created;
  private final String[] taskKeys;
  private final GraphProgress progress;
  private final Map<Integer, NodeResult> results = new HashMap<>();
  private final Map<Integer, Attempt> attempts = new HashMap<>();

  /** Nodes whose end is on its way to the server. */
  private final BitSet pending = new BitSet();

  /** Nodes that can start and that nobody has taken up, since a report would be too long. */
  private final List<Integer> backlog = new ArrayList<>();

  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private Optional<GraphState> stopped = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private boolean abandoned;

  /**
   * A graph of which nothing has started.
   *
   * @param taskKeys the key of each node's task, by id
   */
  GraphRun(String planKey, Gorch gorch, Instant created, String[] taskKeys) {
    this.planKey = planKey;
    this.taskKeys = taskKeys.clone();
    this.gorch = gorch;
    this.created = created;
    progress = new GraphProgress(gorch.graph());
  }

  String planKey() {
    return planKey;
  }

  String taskKey(int node) {
    return taskKeys[node];
  }

  Instant created() {
    return created;
  }

  Node node(int id) {
    return progress.node(id);
  }

  int size() {
    return progress.size();
  }

  /** Completes when the graph has ended and all that is durable. */
  CompletableFuture<Void> completion() {
    return completion;
  }

  /** For changes that belong together; hold the monitor of this object meanwhile. */
  GraphProgress progress() {
    return progress;
  }

  BitSet pending() {
    return pending;
  }

  List<Integer> backlog() {
    return backlog;
  }

  Map<Integer, Attempt> attempts() {
    return attempts;
  }

  /** Whether an event of a task is not the echo of what this runner has done. */
  synchronized boolean isNews(int node, ComputeTaskStatus status) {
    if (pending.get(node)) {
      return status == ComputeTaskStatus.STATUS_DONE;
    }
    Attempt attempt = attempts.get(node);
    return !progress.state(node).isFinal()
        && (attempt == null
            || (status != ComputeTaskStatus.STATUS_EXECUTING
                && attempt.phase() != Attempt.Phase.REPORTING));
  }

  /** The nodes that have started elsewhere. */
  synchronized List<Integer> othersNodes() {
    return progress.running().stream()
        .filter(node -> !attempts.containsKey(node) && !pending.get(node))
        .toList();
  }

  /** The nodes that have started. */
  synchronized List<Integer> startedNodes() {
    return progress.running();
  }

  /** Keeps what a node came to. */
  synchronized void keep(int node, NodeResult result) {
    results.put(node, result);
  }

  synchronized Optional<NodeResult> result(int node) {
    return Optional.ofNullable(results.get(node));
  }

  /** Nobody goes on with this object, since another one has taken its place. */
  synchronized void abandon() {
    abandoned = true;
  }

  synchronized boolean isAbandoned() {
    return abandoned;
  }

  /** The graph was stopped before its end. */
  synchronized void stop(GraphState state) {
    if (stopped.isEmpty() && !isDone()) {
      stopped = Optional.of(state);
    }
  }

  synchronized boolean isStopped() {
    return stopped.isPresent();
  }

  /** Whether nothing is left to do. */
  synchronized boolean isDone() {
    return stopped.isPresent()
        ? attempts.isEmpty() && pending.isEmpty()
        : progress.isEnded() && pending.isEmpty();
  }

  synchronized Optional<Instant> ended() {
    return ended;
  }

  synchronized void setEnded(Instant time) {
    if (ended.isEmpty()) {
      ended = Optional.of(time);
    }
  }

  @Override
  public Gorch gorch() {
    return gorch;
  }

  @Override
  public synchronized GraphState state() {
    if (stopped.isPresent()) {
      return stopped.get();
    }
    return pending.isEmpty() ? progress.graphState() : GraphState.RUNNING;
  }

  @Override
  public synchronized NodeState state(int id) {
    NodeState state = pending.get(id) ? beforeItsEnd(id) : progress.state(id);
    if (stopped.isEmpty() || state.isFinal()) {
      return state;
    }
    boolean keeps = stopped.get() == GraphState.TIMEOUT && state == NodeState.TORUN;
    return keeps ? state : NodeState.CANCELED;
  }

  private NodeState beforeItsEnd(int id) {
    return attempts.containsKey(id) ? NodeState.RUNNING : NodeState.TORUN;
  }

  @Override
  public synchronized List<String> arguments(int id) {
    Attempt attempt = attempts.get(id);
    if (attempt != null) {
      return attempt.arguments();
    }
    return result(id).map(NodeResult::args).orElse(node(id).arguments());
  }

  @Override
  public synchronized Map<String, String> outputs(int id) {
    return result(id).map(NodeResult::output).orElse(node(id).outputs());
  }

  @Override
  public synchronized String reason(int id) {
    return result(id).map(NodeResult::reason).orElse("");
  }

  @Override
  public synchronized int tries(int id) {
    Attempt attempt = attempts.get(id);
    return attempt != null ? attempt.tries() : result(id).map(NodeResult::tries).orElse(0);
  }
}
