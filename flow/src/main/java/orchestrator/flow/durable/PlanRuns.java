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
import orchestrator.client.batch.Batch;
import orchestrator.client.batch.BatchWriter;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Message;
import orchestrator.flow.Visit;
import orchestrator.flow.error.Causes;
import orchestrator.flow.run.Answers;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.run.RunState;
import orchestrator.flow.run.Runs;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.NewComputeTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps runs whose plans, hops and ends stand in the API: writes them, and goes on by what becomes
 * of the hops.
 */
final class PlanRuns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DurableFlows.class);
  private static final int WRITING_CALLS = 2;
  private static final long READ_AGAIN_MILLIS = 500;

  private final OrchestratorClient client;
  private final FlowTasks tasks;
  private final RunTexts texts;
  private final Map<String, String> workers;
  private final Runs runs;
  private final BatchWriter writer;
  private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "flow-reading");
            thread.setDaemon(true);
            return thread;
          });

  PlanRuns(
      OrchestratorClient client,
      FlowTasks tasks,
      RunTexts texts,
      Map<String, String> workers,
      List<Flow<?, ?>> flows,
      int mostRuns) {
    this.client = client;
    this.tasks = tasks;
    this.texts = texts;
    this.workers = Map.copyOf(workers);
    this.runs = new Runs(flows, this::send, new Ends(), mostRuns);
    this.writer = new BatchWriter("flow", client, WRITING_CALLS);
  }

  Runs runs() {
    return runs;
  }

  /** What takes up runs that another process began. */
  Recovery recovery() {
    return new Recovery(client, tasks, runs, texts, this);
  }

  /**
   * Begins a run: its plan, its task and its first hops become durable together.
   *
   * @param text its body, as it is kept
   */
  void begin(RunState run, Object body, String text) {
    String id = run.id();
    String flow = run.flow().name();
    Registration registration =
        new Registration(
            new Batch()
                .plan(tasks.plan(id, flow))
                .tasks(List.of(tasks.runTask(id, flow, text)))
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

  private void notBegun(RunState run, Throwable refusal) {
    if (isConflict(refusal)) {
      read(() -> recovery().known(run), run);
    } else {
      runs.abort(run, refusal);
    }
  }

  /** Registers a hop as a task. */
  private @Nullable Message<?> send(Visit visit, Message<?> message) {
    String run = message.header().run();
    String text = texts.message(message);
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
    } else if (Causes.of(refusal) instanceof OrchestratorException) {
      runs.answered(
          message.failed(
              Fault.of(message.place(), Fault.Kind.UNREACHABLE, Causes.of(refusal).getMessage())));
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
              LOG.info("the run {} waits for the server: {}", run.id(), e.getMessage());
              runs.later(() -> read(task, run), READ_AGAIN_MILLIS);
            } else {
              runs.abort(run, e);
            }
          } catch (RuntimeException e) {
            LOG.warn("the run {} cannot be read", run.id(), e);
            runs.abort(run, e);
          }
        });
  }

  private static boolean isConflict(Throwable refusal) {
    return Causes.of(refusal) instanceof OrchestratorException e && e.is(ErrorCode.CONFLICT);
  }

  /** Makes ends durable before they are told. */
  private final class Ends implements Runs.Ends {
    @Override
    public CompletionStage<?> ended(RunState run, RunResult<Object> outcome) {
      Registration registration = registrations.get(run.id());
      CompletableFuture<Void> before =
          registration == null ? CompletableFuture.completedFuture(null) : registration.durable();
      return before
          .thenCompose(done -> written(tasks.runTaskKey(run.id()), outcome))
          .exceptionally(
              refusal -> {
                if (Causes.of(refusal) instanceof OrchestratorException e
                    && e.is(ErrorCode.INAPPROPRIATE_STATUS)) {
                  LOG.info("the run {} was ended by somebody else", run.id());
                  return null;
                }
                throw new CompletionException(Causes.of(refusal));
              });
    }

    /** A result that cannot be kept ends its run all the same, and whoever waits is told why. */
    private CompletableFuture<Void> written(String runTask, RunResult<Object> outcome) {
      Batch end;
      try {
        end = texts.end(runTask, outcome);
      } catch (RuntimeException e) {
        LOG.warn("the result of the run task {} cannot be kept", runTask, e);
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
                    LOG.debug("hop {} was over already: {}", hop, refusal.getMessage());
                    return null;
                  });
    }
  }

  @Override
  public void close() {
    runs.close();
    reading.shutdownNow();
    writer.close();
  }
}
