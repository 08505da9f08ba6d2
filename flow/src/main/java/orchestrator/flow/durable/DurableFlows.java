package orchestrator.flow.durable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.ReadyFunction;
import orchestrator.client.batch.Batch;
import orchestrator.client.batch.BatchWriter;
import orchestrator.client.event.EventFollower;
import orchestrator.client.event.EventFollowerBuilder;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Message;
import orchestrator.flow.Visit;
import orchestrator.flow.run.Answers;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.Outcome;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunState;
import orchestrator.flow.run.Runs;
import orchestrator.flow.wire.MessageCodec;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.NewComputeTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger log = LoggerFactory.getLogger(DurableFlows.class);
  private static final int WRITING_CALLS = 2;
  private static final int WINDOW = 1_024;
  private static final long READ_AGAIN_MILLIS = 500;

  private final OrchestratorClient client;
  private final List<Flow<?, ?>> flows;
  private final FlowTasks tasks;
  private final Map<String, String> workers;
  private final MessageCodec codec;
  private final MessageStore store;
  private final RunTexts texts;
  private final BatchWriter writer;
  private final Runs runs;
  private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "flow-reading");
            thread.setDaemon(true);
            return thread;
          });
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
    this.workers = Map.copyOf(workers);
    this.codec = codec;
    this.store = store;
    this.texts = new RunTexts(codec, store);
    this.runs = new Runs(flows, this::send, new Ends(), mostRuns);
    this.writer = new BatchWriter("flow", client, WRITING_CALLS);
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
    new Recovery(client, tasks, runs, texts, this).all();
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
      Registration registration =
          new Registration(
              new Batch()
                  .plan(tasks.plan(id, flow.name()))
                  .tasks(List.of(tasks.runTask(id, flow.name(), text)))
                  .started(tasks.runTaskKey(id), "the run begins"));
      registrations.put(id, registration);
      runs.begin(run, body);
      registration.send(writer);
      var unusedFuture =
          registration
              .durable()
              .whenComplete(
                  (done, refusal) -> {
                    registrations.remove(id);
                    if (refusal != null) {
                      notBegun(run, refusal);
                    }
                  });
    }
    return run.as(flow);
  }

  private void notBegun(RunState run, Throwable refusal) {
    if (isConflict(refusal)) {
      read(() -> new Recovery(client, tasks, runs, texts, this).known(run), run);
    } else {
      runs.abort(run, refusal);
    }
  }

  /**
   * How a run ended, as the API tells; empty while it goes on.
   *
   * @throws OrchestratorException when there is no such run, or the server cannot be reached
   */
  public <O> Optional<Outcome<O>> outcome(Flow<?, O> flow, String id) {
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

  private @Nullable Message<?> send(Visit visit, Message<?> message) {
    String run = message.header().run();
    String text = store.keep(run + "/" + message.place(), codec.write(message));
    String service = visit.block().service().orElseThrow();
    NewComputeTask hop =
        tasks.hop(visit, message, workers.getOrDefault(service, client.organization()), text);
    Registration registration = registrations.get(run);
    if (registration != null && registration.add(hop)) {
      return null;
    }
    CompletableFuture<Void> before =
        registration == null ? CompletableFuture.completedFuture(null) : registration.durable();
    var unusedFuture =
        before
            .thenCompose(done -> writer.write(new Batch().tasks(List.of(hop))))
            .whenComplete(
                (done, refusal) -> {
                  if (refusal != null) {
                    notSent(message, refusal);
                  }
                });
    return null;
  }

  private void notSent(Message<?> message, Throwable refusal) {
    Optional<RunState> run = runs.find(message.header().run());
    if (run.isEmpty()) {
      return;
    }
    if (isConflict(refusal)) {
      // It was sent before: by this process, or by one that has died since.
      String key = tasks.hopKey(message.header().run(), message.place());
      read(() -> ended(TaskEnds.task(client, key), Optional.empty()), run.get());
    } else if (cause(refusal) instanceof OrchestratorException) {
      runs.answered(
          message.failed(
              Fault.of(message.place(), Fault.Kind.UNREACHABLE, cause(refusal).getMessage())));
    }
  }

  private void follow(Event event) {
    if (event.hasComputeTask()) {
      ComputeTask task = event.getComputeTask();
      if (TaskEnds.isFinal(task.getStatus()) && task.getOwner().equals(client.organization())) {
        ended(task, Optional.of(TaskEnds.reason(event)));
      }
    } else if (event.hasComputePlan()
        && event.getComputePlan().hasCancelationDate()
        && event.getComputePlan().getOwner().equals(client.organization())) {
      FlowTasks.run(event.getComputePlan().getMetadataMap())
          .flatMap(runs::find)
          .ifPresent(run -> run.cancel("the plan was cancelled"));
    }
  }

  /**
   * Takes what became of a hop; of a run that is not here, or a hop that nobody waits for, nothing
   * follows.
   *
   * @param reason of its status; read when it is not given
   */
  void ended(ComputeTask task, Optional<String> reason) {
    Optional<RunState> run = FlowTasks.run(task).flatMap(runs::find);
    Optional<Message<?>> sent = run.flatMap(known -> FlowTasks.place(task).flatMap(known::openAt));
    if (sent.isEmpty() || !TaskEnds.isFinal(task.getStatus())) {
      return;
    }
    String text = reason.or(() -> TaskEnds.reason(client, task)).orElse("");
    Message<?> message = sent.get();
    if (task.getStatus() == ComputeTaskStatus.STATUS_DONE) {
      done(run.get(), message, text);
    } else {
      Fault.Kind kind =
          task.getStatus() == ComputeTaskStatus.STATUS_FAILED
              ? Fault.Kind.SERVICE
              : Fault.Kind.CANCELED;
      runs.answered(message.failed(Fault.of(message.place(), kind, text)));
    }
  }

  private void done(RunState run, Message<?> sent, String text) {
    try {
      Visit visit = run.flow().visit(sent.header().source());
      Optional<Message<?>> answer = texts.answer(visit, text);
      if (answer.isPresent()) {
        runs.answered(Answers.of(visit, sent, answer.get()));
      } else {
        runs.stopped(sent);
      }
    } catch (RuntimeException e) {
      // Whatever a service tells, and whatever its store says, is its own failure.
      runs.answered(sent.failed(Fault.of(sent.place(), Fault.Kind.SERVICE, e)));
    }
  }

  /** Reads on a thread that may wait, however long the server is away. */
  private void read(Runnable task, RunState run) {
    reading.execute(
        () -> {
          try {
            task.run();
          } catch (OrchestratorException e) {
            if (e.isTransient()) {
              log.info("the run {} waits for the server: {}", run.id(), e.getMessage());
              runs.later(() -> read(task, run), READ_AGAIN_MILLIS);
            } else {
              runs.abort(run, e);
            }
          } catch (RuntimeException e) {
            log.warn("the run {} cannot be read", run.id(), e);
            runs.abort(run, e);
          }
        });
  }

  private static boolean isConflict(Throwable refusal) {
    return cause(refusal) instanceof OrchestratorException e && e.is(ErrorCode.CONFLICT);
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Makes ends durable before they are told. */
  private final class Ends implements Runs.Ends {
    @Override
    public CompletionStage<?> ended(RunState run, Outcome<Object> outcome) {
      Registration registration = registrations.get(run.id());
      CompletableFuture<Void> before =
          registration == null ? CompletableFuture.completedFuture(null) : registration.durable();
      return before
          .thenCompose(done -> written(tasks.runTaskKey(run.id()), outcome))
          .exceptionally(
              refusal -> {
                if (cause(refusal) instanceof OrchestratorException e
                    && e.is(ErrorCode.INAPPROPRIATE_STATUS)) {
                  log.info("the run {} was ended by somebody else", run.id());
                  return null;
                }
                throw new CompletionException(cause(refusal));
              });
    }

    /** A result that cannot be kept ends its run all the same, and whoever waits is told why. */
    private CompletableFuture<Void> written(String runTask, Outcome<Object> outcome) {
      Batch end;
      try {
        end = texts.end(runTask, outcome);
      } catch (RuntimeException e) {
        log.warn("the result of the run task {} cannot be kept", runTask, e);
        return writer
            .write(new Batch().failed(runTask, String.valueOf(e.getMessage())))
            .thenCompose(done -> CompletableFuture.failedFuture(e));
      }
      return writer.write(end);
    }

    @Override
    public void abandoned(Message<?> message, String reason) {
      String hop = tasks.hopKey(message.header().run(), message.place());
      var unusedFuture =
          writer
              .write(new Batch().canceled(hop, reason))
              .exceptionally(
                  refusal -> {
                    log.debug("hop {} was over already: {}", hop, refusal.getMessage());
                    return null;
                  });
    }
  }

  /** Takes no more answers. Runs that go on are taken up by the next runner that is started. */
  @Override
  public void close() {
    follower.ifPresent(EventFollower::close);
    runs.close();
    reading.shutdownNow();
    writer.close();
    completion.complete(null);
  }
}
