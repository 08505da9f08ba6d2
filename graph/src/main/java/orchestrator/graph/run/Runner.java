package orchestrator.graph.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.batch.BatchWriter;
import orchestrator.client.resume.PlanResume;
import orchestrator.executor.NodeExecutor;
import orchestrator.graph.gorch.Gorch;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.Node;
import orchestrator.graph.plan.GraphPlan;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.UpdateComputePlanParam;

/**
 * Runs the graphs of an organization: takes them in as compute plans, starts each node when its
 * turn comes, and goes on with all that was under way when it or the server ended.
 */
public final class Runner implements AutoCloseable {
  /** How many nodes the graphs that run may have together. */
  private static final long MOST_NODES = 1_000_000;

  private static final int REPORTING_CALLS = 2;
  private static final int IO_THREADS = 8;

  /** Says that there are too many nodes for another graph. */
  public static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private FullException() {
      super("the graphs that run have " + MOST_NODES + " nodes together; try again later");
    }
  }

  /**
   * Holds what a list tells of a graph.
   *
   * @param id of the graph
   * @param started when it was submitted
   * @param stopped when it ended
   */
  public record Summary(
      String id, String name, GraphState state, Instant started, Optional<Instant> stopped) {}

  private final OrchestratorClient client;
  private final RunnerSettings settings;
  private final String functionKey;
  private final PlanLoader loader;
  private final BatchWriter reporter;
  private final ExecutorChoice executors;
  private final ScheduledThreadPoolExecutor timers;
  private final ExecutorService io;
  private final Graphs graphs = new Graphs();
  private final GraphList list;
  private final GraphRuns runs;
  private final Registration registration;
  private final PlanEvents events;
  private final RunnerFolder folder;
  private final Heart heart;
  private final Artifacts artifacts;

  private Runner(
      OrchestratorClient client,
      RunnerSettings settings,
      NodeExecutor here,
      List<NodeExecutor> elsewhere)
      throws IOException {
    this.client = client;
    this.settings = settings;
    OtherRunners others =
        new OtherRunners(client.organization(), client.channel(), settings.fetching());
    folder = new RunnerFolder(settings.folder());
    ArtifactStore store = new ArtifactStore(settings.folder().resolve("artifacts"));
    Leases leases = new Leases(client, folder.id());
    try {
      functionKey = RunnerAssets.register(client);
      leases.register();
    } catch (OrchestratorException e) {
      folder.close();
      throw e;
    }
    loader = new PlanLoader(client, store, others, functionKey);
    artifacts = new Artifacts(client, store, loader);
    reporter = new BatchWriter("graph", client, REPORTING_CALLS);
    executors = new ExecutorChoice(here, elsewhere);
    timers = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "graph-timer"));
    timers.setRemoveOnCancelPolicy(true);
    io = Executors.newFixedThreadPool(IO_THREADS, task -> daemon(task, "graph-io"));
    runs =
        new GraphRuns(
            settings,
            leases,
            reporter,
            new Results(store, settings.address()),
            executors,
            graphs,
            loader,
            timers,
            io,
            Clock.systemUTC());
    list = new GraphList(client);
    registration = new Registration(functionKey, client.organization(), reporter, runs);
    events =
        new PlanEvents(
            client, functionKey, list, loader, graphs, runs, leases, io, settings.sharing());
    heart = new Heart(leases, runs, graphs, timers, io);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts one, and goes on with what others have left.
   *
   * @param client of the organization; stays open when the runner is closed
   * @param here runs the nodes that need no executor but wait
   * @param elsewhere the executors, at least one; closed with the runner
   * @throws IOException when its folder cannot be used, or another runner has it
   * @throws OrchestratorException when the server refuses it
   */
  public static Runner start(
      OrchestratorClient client,
      RunnerSettings settings,
      NodeExecutor here,
      List<NodeExecutor> elsewhere)
      throws IOException {
    Runner runner = new Runner(client, settings, here, elsewhere);
    runner.heart.start();
    runner.events.start();
    return runner;
  }

  /** The organization whose graphs it runs. */
  public String organization() {
    return client.organization();
  }

  /** What the nodes have put out and written. */
  public Artifacts artifacts() {
    return artifacts;
  }

  /** The channel that it works on. */
  public String channel() {
    return client.channel();
  }

  /**
   * Submits a graph.
   *
   * @return its id, once it is durable; fails with an {@link OrchestratorException} when the server
   *     refuses it
   * @throws FullException when too much runs
   */
  public CompletableFuture<String> submit(Gorch gorch) {
    return submit(gorch, "");
  }

  /**
   * Submits a graph that is to be found again.
   *
   * @param source by which {@link #latest} finds it, at most 100 characters
   * @return as {@link #submit(Gorch)}
   */
  public CompletableFuture<String> submit(Gorch gorch, String source) {
    int size = gorch.graph().nodes().size();
    if (graphs.runningNodes() + size > MOST_NODES) {
      throw new FullException();
    }
    String key = GraphPlan.newKey();
    Duration limit = gorch.graph().timeout().orElse(settings.graphTimeout());
    String[] tasks = new String[size];
    for (int node = 0; node < size; node++) {
      tasks[node] = GraphPlan.taskKey(key, node);
    }
    GraphRun run = new GraphRun(key, gorch, Instant.now(), tasks);
    graphs.add(run);
    return registration
        .register(run, limit, source)
        .whenComplete(
            (done, refusal) -> {
              if (refusal != null) {
                graphs.forget(key);
              }
            })
        .thenApply(done -> GraphPlan.id(key));
  }

  /** The id of the graph that was last submitted with a source. */
  public Optional<String> latest(String source) {
    return list.plans()
        .filter(GraphPlan::isListed)
        .filter(plan -> GraphPlan.source(plan).equals(source))
        .reduce((earlier, later) -> later)
        .map(plan -> GraphPlan.id(plan.getKey()));
  }

  /**
   * Goes on with a graph that was left, or takes one up that has failed or was stopped: what is
   * done stays done.
   *
   * @return the id of the graph that runs now, which is another one if the old one had ended; that
   *     of the old one if there is nothing left to run
   * @throws OrchestratorException when the server refuses or cannot be reached
   */
  public String resume(String id) {
    ComputePlan plan = GraphPlan.key(id).flatMap(loader::plan).orElseThrow();
    if (graphs.running(plan.getKey()).isPresent()) {
      return id;
    }
    Optional<GraphRun> old = read(plan);
    if (old.filter(run -> run.state() == GraphState.SUCCESS).isPresent()) {
      return id;
    }
    if (old.filter(GraphRun::isDone).isEmpty()) {
      events.take(plan);
      return id;
    }
    ComputePlan next = PlanResume.of(client, plan.getKey()).register().plan();
    events.take(loader.plan(next.getKey()).orElseThrow());
    return GraphPlan.id(next.getKey());
  }

  /** The graph with an id as it is now; empty when there is none, or it was deleted. */
  public Optional<GraphView> find(String id) {
    return run(id).map(run -> run);
  }

  private Optional<GraphRun> run(String id) {
    Optional<String> key = GraphPlan.key(id);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    return graphs.find(key.get()).or(() -> read(key.get()));
  }

  private Optional<GraphRun> read(String key) {
    return loader.plan(key).filter(GraphPlan::isListed).flatMap(this::read);
  }

  private Optional<GraphRun> read(ComputePlan plan) {
    Optional<GraphRun> read = loader.load(plan);
    read.filter(GraphRun::isDone)
        .ifPresent(
            run -> {
              loader.ended(run).ifPresent(run::setEnded);
              graphs.ended(run);
            });
    return read;
  }

  /** How each node of a graph stands, in the order in which they were sent. */
  public List<NodeReport> nodes(String id) {
    return run(id)
        .map(run -> run.gorch().graph().nodes().stream().map(node -> report(run, node)).toList())
        .orElse(List.of());
  }

  private NodeReport report(GraphRun run, Node node) {
    synchronized (run) {
      int id = node.id();
      Optional<NodeResult> result = run.result(id);
      Optional<Instant> started =
          Optional.ofNullable(run.attempts().get(id))
              .map(Attempt::started)
              .or(() -> result.map(NodeResult::started).map(Instant::ofEpochMilli))
              .filter(time -> time.isAfter(Instant.EPOCH));
      return new NodeReport(
          node,
          run.state(id),
          run.tries(id),
          started,
          result.map(NodeResult::stopped).map(Instant::ofEpochMilli),
          run.outputs(id),
          run.reason(id),
          result.map(NodeResult::log).filter(log -> !log.isEmpty()).map(artifacts::file));
    }
  }

  /**
   * Completes when a graph has come to its end, and fails with the reason if the runner cannot go
   * on with it.
   */
  public CompletableFuture<Void> completion(String id) {
    return run(id)
        .map(GraphRun::completion)
        .map(CompletableFuture::copy)
        .orElseGet(
            () -> CompletableFuture.failedFuture(new IllegalArgumentException("no graph " + id)));
  }

  /** All graphs of the organization that were not deleted, oldest first, read page by page. */
  public Stream<Summary> list() {
    return list.all(plan -> graphs.find(plan.getKey()).or(() -> read(plan)));
  }

  /**
   * Stops a graph, which stays to be seen.
   *
   * @return completes once that is durable; false when there is no such graph
   */
  public CompletableFuture<Boolean> cancel(String id) {
    Optional<GraphRun> run = run(id);
    if (run.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    return run.get().isDone()
        ? CompletableFuture.completedFuture(true)
        : runs.stop(run.get(), GraphState.CANCELED).thenApply(done -> true);
  }

  /**
   * Stops a graph, and takes it from the list; its plan stays for the record.
   *
   * @return completes once that is durable; false when there is no such graph
   */
  public CompletableFuture<Boolean> delete(String id) {
    return CompletableFuture.supplyAsync(() -> isDeleted(id), io)
        .thenCompose(
            run ->
                run.isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : stopped(run.get()).thenApply(done -> true));
  }

  private CompletableFuture<Void> stopped(GraphRun run) {
    CompletableFuture<Void> stop =
        run.isDone()
            ? CompletableFuture.completedFuture(null)
            : runs.stop(run, GraphState.CANCELED);
    return stop.thenRun(() -> graphs.forget(run.planKey()));
  }

  /** Takes a graph from the list; empty when it is not on it. */
  private Optional<GraphRun> isDeleted(String id) {
    Optional<ComputePlan> plan =
        GraphPlan.key(id).flatMap(loader::plan).filter(GraphPlan::isListed);
    Optional<GraphRun> run = plan.flatMap(it -> graphs.find(it.getKey()).or(() -> read(it)));
    plan.filter(it -> run.isPresent())
        .ifPresent(
            it ->
                client.call(
                    ComputePlanServiceGrpc.getUpdatePlanMethod(),
                    UpdateComputePlanParam.newBuilder()
                        .setKey(it.getKey())
                        .setName(GraphPlan.deletedName(it.getName()))
                        .build()));
    return run;
  }

  /** The reason for which a submission or another change failed, if the server refused it. */
  public static Optional<OrchestratorException> refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof OrchestratorException refused ? Optional.of(refused) : Optional.empty();
  }

  /** Whether the server refused because of what was asked, with this code. */
  static boolean isRefused(Throwable failure, ErrorCode code) {
    return refusal(failure).filter(refused -> refused.is(code)).isPresent();
  }

  /** Stops what runs here; its graphs go on with the next runner. */
  @Override
  public void close() {
    events.close();
    runs.close();
    timers.shutdownNow();
    executors.close();
    io.shutdown();
    reporter.close();
    folder.close();
    try {
      io.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
