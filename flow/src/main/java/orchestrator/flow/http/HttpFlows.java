package orchestrator.flow.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Header;
import orchestrator.flow.Message;
import orchestrator.flow.ToUndo;
import orchestrator.flow.Visit;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.run.RunState;
import orchestrator.flow.run.Runs;
import orchestrator.flow.wire.Envelope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs flows over services in other processes, each of which a {@link ServiceHost} serves. A
 * message is one POST of JSON; it is sent until somebody else has what follows from it.
 *
 * <pre>{@code
 * try (HttpFlows runner =
 *     HttpFlows.builder(List.of(order))
 *         .listen("127.0.0.1:8090")
 *         .service("stock", URI.create("http://127.0.0.1:8091"))
 *         .start()) {
 *   runner.start(order, new Order("tea", 3)).outcome().join();
 * }
 * }</pre>
 *
 * <p>Runs live in memory. When this process is killed, the services keep their answers for the one
 * that is started in its place, which goes on with the runs that the answers belong to. So a
 * command may be run twice, and the end of a run may be told twice, but none is lost unless both
 * processes that have its message are.
 */
public final class HttpFlows implements FlowRunner {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFlows.class);
  private static final int MOST_WAITING = 10_000;

  private final Settings settings;
  private final Map<String, URI> services;
  private final BiConsumer<String, RunResult<?>> onEnd;
  private final Runs runs;
  private final EndedRuns ended;
  private final Map<RunState, Custody> custodies = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor pool;
  private final Courier courier;
  private final Listener listener;
  private final String answerTo;

  HttpFlows(
      Settings settings,
      List<Flow<?, ?>> flows,
      Map<String, URI> services,
      Optional<URI> answerTo,
      BiConsumer<String, RunResult<?>> onEnd,
      int mostRuns,
      int threads)
      throws IOException {
    this.settings = settings;
    this.services = Map.copyOf(services);
    this.onEnd = onEnd;
    this.ended = new EndedRuns(settings.codec());
    this.runs = new Runs(flows, this::send, this::ended, mostRuns);
    this.pool = Threads.pool(threads, "http-flows");
    this.courier = new Courier(settings);
    FlowEndpoints endpoints =
        new FlowEndpoints(
            runs,
            ended,
            new Intake(runs, ended, this::custody),
            settings.codec(),
            () -> pool.getQueue().size() > MOST_WAITING);
    try {
      this.listener = Listener.open(settings, endpoints::addTo);
    } catch (IOException | RuntimeException e) {
      courier.close();
      runs.close();
      throw e;
    }
    this.answerTo = answerTo.orElseGet(listener::address).toString();
  }

  /** Begins the description of an orchestrator. */
  public static HttpFlowsBuilder builder(List<? extends Flow<?, ?>> flows) {
    return new HttpFlowsBuilder(flows);
  }

  /** Where it takes messages. */
  public URI address() {
    return listener.address();
  }

  /** What could not be delivered to services. */
  public DeadLetters deadLetters() {
    return settings.deadLetters();
  }

  @Override
  public <I, O> Run<O> start(Flow<I, O> flow, String id, I body) {
    if (pool.isShutdown()) {
      throw new IllegalStateException("the runner is closed, and starts no run");
    }
    RunState run = runs.add(flow, id);
    ended.forget(id);
    if (run.begins()) {
      var unusedFuture = custody(run).take("", () -> runs.beginLater(run, body, Map.of()));
    }
    return run.as(flow);
  }

  private Custody custody(RunState run) {
    Custody known = custodies.get(run);
    if (known != null) {
      return known;
    }
    Custody made = new Custody(pool, () -> runs.waiting(run.id()));
    Custody before = custodies.putIfAbsent(run, made);
    if (before != null) {
      return before;
    }
    var unusedFuture = run.outcome().whenComplete((outcome, e) -> custodies.remove(run));
    return made;
  }

  private @Nullable Message<?> send(Visit visit, Message<?> message) {
    RunState run = runs.find(message.header().run()).orElseThrow();
    String service = visit.block().service().orElseThrow();
    Letter letter =
        new Letter(
            ServiceHost.path(services.get(service), service),
            DeadLetter.Kind.REQUEST,
            message.hop(),
            settings.codec().write(message),
            answerTo);
    Custody custody = custody(run);
    courier.send(letter, new Request(run, message, letter, custody));
    return null;
  }

  /** Is one request on its way. */
  private final class Request implements Courier.Watch {
    private final RunState run;
    private final Message<?> message;
    private final Letter letter;
    private final Custody custody;
    private final CompletableFuture<@Nullable Void> receipt;

    Request(RunState run, Message<?> message, Letter letter, Custody custody) {
      this.run = run;
      this.message = message;
      this.letter = letter;
      this.custody = custody;
      this.receipt = custody.sending(message.place());
    }

    @Override
    public boolean isWanted() {
      return run.openAt(message.place()).isPresent();
    }

    @Override
    public void taken() {
      receipt.complete(null);
    }

    @Override
    public void done() {
      receipt.complete(null);
    }

    @Override
    public void gaveUp(String reason, boolean isRefused) {
      try {
        pool.execute(() -> dead(reason));
      } catch (RejectedExecutionException e) {
        LOG.debug("closed, so that {} is no dead letter", letter.hop());
      }
    }

    private void dead(String reason) {
      if (isWanted()) {
        keep(settings.deadLetters(), letter.dead(reason));
      }
      Message<?> failed = message.failed(Fault.of(message.place(), Fault.Kind.UNREACHABLE, reason));
      custody.notSent(message.place());
      var unusedFuture =
          custody
              .take(message.place(), () -> runs.answeredLater(failed))
              .whenComplete((any, e) -> receipt.complete(null));
    }
  }

  static void keep(DeadLetters letters, DeadLetter letter) {
    try {
      letters.add(letter);
    } catch (RuntimeException e) {
      LOG.error("the dead letter {} cannot be kept", letter.id(), e);
    }
  }

  private CompletionStage<?> ended(RunState run, RunResult<Object> outcome) {
    ended.add(run, outcome);
    try {
      onEnd.accept(run.id(), outcome);
    } catch (RuntimeException e) {
      LOG.error("whoever is told of the end of run {} failed", run.id(), e);
    }
    custody(run).over();
    return CompletableFuture.completedStage(null);
  }

  /**
   * Sends a dead letter again, and takes it from those that are kept: the run goes on from that
   * visit, as if it had not failed. What would undo a visit is sent alone.
   *
   * @throws IllegalArgumentException when it is no request of one of these flows
   * @throws IllegalStateException when its run is under way, or what it had done was undone, so
   *     that it must be started again
   */
  public void resend(DeadLetter letter) {
    if (letter.kind() != DeadLetter.Kind.REQUEST) {
      throw new IllegalArgumentException(
          "'%s' is an answer, which the host of its service sends again".formatted(letter.id()));
    }
    Envelope envelope = settings.codec().read(letter.message());
    Header header = envelope.header();
    Flow<?, ?> flow =
        runs.flow(header.flow())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no flow '%s' here".formatted(header.flow())));
    Visit visit = flow.visit(header.source(), header.laps());
    boolean isUndoing = visit.name().startsWith(Visit.UNDO);
    if (runs.find(header.run()).isPresent()) {
      throw new IllegalStateException("the run '%s' is under way".formatted(header.run()));
    }
    if (!isUndoing && header.toUndo() != null) {
      throw new IllegalStateException(
          "what the run '%s' had done was undone; start it again".formatted(header.run()));
    }
    Message<?> raw = envelope.raw();
    JsonNode text = envelope.raw().body();
    Object body = settings.codec().readBody(text.toString(), visit.block().takes());
    Message<?> message = raw.withBody(body);
    if (isUndoing) {
      message = message.withHeader(alone(header, visit, body));
    }
    RunState run = runs.adopt(flow, header.run());
    ended.forget(header.run());
    runs.opened(visit, message);
    boolean unusedWasThere = settings.deadLetters().remove(letter.id());
    Message<?> unusedAnswer = send(visit, message);
    LOG.info("the run {} goes on at {}", run.id(), message.place());
  }

  /** What else was to be undone has been. */
  private static Header alone(Header header, Visit visit, Object body) {
    ToUndo one =
        new ToUndo(visit.name().substring(Visit.UNDO.length()), header.laps(), body, null, 1);
    return header.withToUndo(one);
  }

  /** Takes no more messages, and waits for those that are being handled; runs are left. */
  @Override
  public void close() {
    listener.refuse();
    pool.shutdown();
    try {
      if (!pool.awaitTermination(settings.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        List<Runnable> unusedTasks = pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runs.close();
    courier.close();
    listener.close();
  }
}
