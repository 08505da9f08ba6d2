package orchestrator.flow.durable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.ReadyFunction;
import orchestrator.client.event.EventFollower;
import orchestrator.client.event.EventFollowerBuilder;
import orchestrator.flow.Flow;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.run.RunState;
import orchestrator.flow.run.Runs;
import orchestrator.flow.wire.MessageCodec;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Event;

/**
 * Runs flows as compute plans: a hop is a task of the organization that runs the service, which a
 * {@link ServiceWorker} there takes. Whatever process dies, the runs go on when it is started
 * again.
 *
 * <pre>{@code
 * try (FlowRunner runner =
 *     DurableFlows.of(client, List.of(order)).service("stock", "WarehouseMSP").start()) {
 *   runner.start(order, "order 17", new Order("tea", 3));
 * }
 * }</pre>
 *
 * <p>Handlers, conditions and joins run here. After a crash the last one may run once more, so each
 * must give the same for the same message. Of two processes that run the same flows for one
 * organization, both go on with what both know, and each hop is still there once.
 */
public final class DurableFlows implements FlowRunner {
  private static final int WINDOW = 1_024;

  private final OrchestratorClient client;
  private final List<Flow<?, ?>> flows;
  private final FlowTasks tasks;
  private final RunTexts texts;
  private final PlanRuns planRuns;
  private final Runs runs;
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private Optional<EventFollower> follower = Optional.empty();

  DurableFlows(
      OrchestratorClient client,
      List<Flow<?, ?>> flows,
      Map<String, String> workers,
      MessageCodec codec,
      MessageStore store,
      int mostRuns) {
    this.client = client;
    this.flows = List.copyOf(flows);
    this.tasks = new FlowTasks(client.organization());
    this.texts = new RunTexts(codec, store);
    this.planRuns = new PlanRuns(client, tasks, texts, workers, flows, mostRuns);
    this.runs = planRuns.runs();
  }

  /**
   * Begins the description of a runner.
   *
   * @param client of the organization whose runs they are
   */
  public static DurableFlowsBuilder of(
      OrchestratorClient client, List<? extends Flow<?, ?>> flows) {
    return new DurableFlowsBuilder(client, flows);
  }

  void begin() {
    tasks.functions(flows).forEach(function -> ReadyFunction.register(client, function));
    // Made before the first look, so that nothing can come between the look and the events.
    EventFollowerBuilder events = EventFollower.of(client).fromNow().window(WINDOW);
    planRuns.recovery().all();
    EventFollower started = events.start(this::follow);
    follower = Optional.of(started);
    var unusedFuture =
        started
            .completion()
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    completion.complete(null);
                  } else {
                    completion.completeExceptionally(failure);
                  }
                });
  }

  /**
   * How the runner ends: normally when it is closed, or with what keeps it from following the
   * channel.
   */
  public CompletableFuture<Void> completion() {
    return completion.copy();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The run is durable once its outcome or its first answer is there. A run that this
   * organization has had under the id before, in whatever process, is taken up as it is, and the
   * body is not looked at.
   */
  @Override
  public <I, O> Run<O> start(Flow<I, O> flow, String id, I body) {
    String text = texts.body(id, body);
    RunState run = runs.add(flow, id);
    if (run.begins()) {
      planRuns.begin(run, body, text);
    }
    return run.as(flow);
  }

  /**
   * How a run ended, as the API tells; empty while it goes on.
   *
   * @throws OrchestratorException when there is no such run, or the server cannot be reached
   */
  public <O> Optional<RunResult<O>> outcome(Flow<?, O> flow, String id) {
    ComputeTask task = TaskEnds.task(client, tasks.runTaskKey(id));
    return TaskEnds.isFinal(task.getStatus())
        ? Optional.of(
            texts.outcome(flow, task.getStatus(), TaskEnds.reason(client, task).orElse("")))
        : Optional.empty();
  }

  /**
   * Which way a run has gone so far, whoever runs it.
   *
   * @return its hops in the order of their registration; none for a run that is not there
   */
  public List<Hop> history(String id) {
    return History.of(client, tasks.planKey(id));
  }

  private void follow(Event event) {
    if (event.hasComputeTask()) {
      ComputeTask task = event.getComputeTask();
      if (TaskEnds.isFinal(task.getStatus()) && task.getOwner().equals(client.organization())) {
        planRuns.ended(task, Optional.of(TaskEnds.reason(event)));
      }
    } else if (event.hasComputePlan()
        && event.getComputePlan().hasCancelationDate()
        && event.getComputePlan().getOwner().equals(client.organization())) {
      FlowTasks.run(event.getComputePlan().getMetadataMap())
          .flatMap(runs::find)
          .ifPresent(run -> run.cancel("the plan was cancelled"));
    }
  }

  /** Takes no more answers. Runs that go on are taken up by the next runner that is started. */
  @Override
  public void close() {
    follower.ifPresent(EventFollower::close);
    planRuns.close();
    completion.complete(null);
  }
}
