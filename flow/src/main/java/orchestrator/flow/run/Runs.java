package orchestrator.flow.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Handled;
import orchestrator.flow.Header;
import orchestrator.flow.Message;
import orchestrator.flow.Orchestrator;
import orchestrator.flow.Transport;
import orchestrator.flow.Visit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the runs that are under way, for what carries their messages: gives each answer to the
 * orchestrator once, lets visits fail that take too long, and tells how runs end.
 */
public final class Runs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final int LONGEST_ID = 100;
  private static final CompletionStage<?> DONE = CompletableFuture.completedStage(null);

  /** Is told of what ends, and how. */
  @FunctionalInterface
  public interface Ends {
    /** Nobody waits any more for the answer to a message: its time was up, or it was cancelled. */
    default void abandoned(Message<?> message, String reason) {}

    /**
     * Makes the end known where others see it.
     *
     * @return the run's outcome is told here when this completes, and not before
     */
    CompletionStage<?> ended(RunState run, RunResult<Object> outcome);
  }

  private final Orchestrator orchestrator;
  private final Ends ends;
  private final int most;
  private final Map<String, RunState> runs = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Keeps no run yet.
   *
   * @param most how many runs may be under way at the same time
   */
  public Runs(List<? extends Flow<?, ?>> flows, Transport transport, Ends ends, int most) {
    Transport counting =
        (visit, message) -> {
          if (!opened(visit, message)) {
            return null;
          }
          try {
            return transport.send(visit, message);
          } catch (Exception e) {
            notSent(message);
            throw e;
          }
        };
    flows.forEach(FlowServices::requireSome);
    this.orchestrator =
        Orchestrator.builder().flows(flows).transport(counting).mostJoins(most).build();
    this.ends = ends;
    this.most = most;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "flow-timer");
              thread.setDaemon(true);
              return thread;
            });
    // Once this is closed, nothing is done later.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private void notSent(Message<?> message) {
    RunState run = runs.get(message.header().run());
    if (run != null) {
      run.notSent(message.place());
    }
  }

  /** Does something later. */
  public void later(Runnable task, long millis) {
    var unusedTimer = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /** A flow by its name. */
  public Optional<Flow<?, ?>> flow(String name) {
    return orchestrator.flow(name);
  }

  /** A run that is under way. */
  public Optional<RunState> find(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  /**
   * Begins to keep a run, unless it is kept already.
   *
   * @throws IllegalArgumentException when the flow is not one of those here, or the id is unfit
   * @throws IllegalStateException when there are as many runs as there may be
   */
  public RunState add(Flow<?, ?> flow, String id) {
    if (orchestrator.flow(flow.name()).filter(known -> known == flow).isEmpty()) {
      throw new IllegalArgumentException(
          "the flow '%s' is not one of this runner, which has %s"
              .formatted(flow.name(), orchestrator.flows()));
    }
    if (id.isBlank() || id.length() > LONGEST_ID || id.contains("/")) {
      throw new IllegalArgumentException(
          "a run's id must have 1 to %d characters and no /".formatted(LONGEST_ID));
    }
    RunState known = runs.get(id);
    if (known != null) {
      return known;
    }
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw new IllegalStateException(
          "%d runs are under way, and no more may be; run '%s' has to wait".formatted(most, id));
    }
    RunState added = new RunState(id, flow, this);
    RunState before = runs.putIfAbsent(id, added);
    if (before != null) {
      count.decrementAndGet();
      return before;
    }
    return added;
  }

  /**
   * Begins to keep a run that another process began: it goes on with the answers that come.
   *
   * @throws IllegalArgumentException as {@link #add} says
   * @throws IllegalStateException as {@link #add} says
   */
  public RunState adopt(Flow<?, ?> flow, String id) {
    RunState run = add(flow, id);
    run.adopted();
    return run;
  }

  /** Hands a run's first message in. */
  public void begin(RunState run, Object body) {
    var unusedStage = beginLater(run, body, Map.of());
  }

  /** Hands a run's first message in, and tells when what follows from it is done. */
  public CompletionStage<?> beginLater(RunState run, Object body, Map<String, String> attributes) {
    Header header = Header.EMPTY.withRun(run.id()).withFlow(run.flow().name());
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      header = header.withAttribute(attribute.getKey(), attribute.getValue());
    }
    return handled(run, new Message<>(body, header));
  }

  /**
   * Remembers that an answer is waited for.
   *
   * @return false when an adopted run was there before, so that nothing is to be sent
   */
  @CanIgnoreReturnValue
  public boolean opened(Visit visit, Message<?> message) {
    RunState run = runs.get(message.header().run());
    if (run == null) {
      return true;
    }
    boolean isNew = run.opened(message);
    if (isNew) {
      visit.timeout().ifPresent(timeout -> limit(run, message, timeout.toMillis()));
    }
    return isNew;
  }

  /** The branches of a run that have come to joins and wait there for others. */
  public Set<String> waiting(String run) {
    return orchestrator.waiting(run);
  }

  /** Lets a visit fail that has no answer after so long. */
  public void limit(RunState run, Message<?> message, long millis) {
    run.timed(
        message.place(),
        timer.schedule(() -> timedOut(message, millis), millis, TimeUnit.MILLISECONDS));
  }

  private void timedOut(Message<?> message, long millis) {
    Fault late =
        Fault.of(
            message.place(),
            Fault.Kind.TIMEOUT,
            "there was no answer within %d ms".formatted(millis));
    if (answered(message.failed(late))) {
      ends.abandoned(message, late.reason());
    }
  }

  /**
   * Takes the answer to a visit, or its failure; an answer that nobody waits for changes nothing.
   *
   * @param answer with the header that was sent, and a fault when it failed
   * @return whether it was waited for
   */
  public boolean answered(Message<?> answer) {
    Optional<RunState> run = waiting(answer);
    run.ifPresent(waiting -> handle(waiting, answer));
    return run.isPresent();
  }

  /** Takes an answer as {@link #answered} does, and tells when what follows from it is done. */
  public CompletionStage<?> answeredLater(Message<?> answer) {
    return waiting(answer).<CompletionStage<?>>map(run -> handled(run, answer)).orElse(DONE);
  }

  private Optional<RunState> waiting(Message<?> answer) {
    RunState run = runs.get(answer.header().run());
    if (run == null || !run.answered(answer.place())) {
      LOG.debug("nobody waits for the answer {}", answer.hop());
      return Optional.empty();
    }
    return Optional.of(run);
  }

  /** Ends a run whose service gave no answer, as it may. What undoes a visit need not answer. */
  public void stopped(Message<?> message) {
    if (message.header().source().startsWith(Visit.UNDO)) {
      answered(message);
      return;
    }
    RunState run = runs.get(message.header().run());
    if (run != null && run.answered(message.place())) {
      end(run, RunResult.stopped(message.place()));
    }
  }

  /** Gives a message to the orchestrator, and does what follows from it. */
  public void handle(RunState run, Message<?> message) {
    var unusedStage = handled(run, message);
  }

  private CompletionStage<?> handled(RunState run, Message<?> message) {
    if (orchestrator.isAsync()) {
      return orchestrator
          .handleAsync(message)
          .thenCompose(handled -> settle(run, message, handled).thenApply(any -> true));
    }
    try {
      return settle(run, message, orchestrator.handle(message));
    } catch (Error e) {
      // Whoever waits for the run is told, and other runs of this thread go on.
      abort(run, e);
      return CompletableFuture.failedStage(e);
    }
  }

  private CompletionStage<?> settle(RunState run, Message<?> message, Handled handled) {
    switch (handled.kind()) {
      // It may have been cancelled just when nothing was waited for. What fails opens no visit.
      case TAKEN ->
          run.cancelReason()
              .filter(any -> message.fault().isEmpty())
              .ifPresent(reason -> cancel(run, reason));
      case STOPPED -> end(run, RunResult.stopped(message.behind()));
      case FINISHED -> finished(run, handled.message());
      case RETURNED -> {
        // A run whose message was sent goes on, whatever its post-handler threw.
        if (!handled.isSent()) {
          return returned(run, message, handled.cause());
        }
      }
    }
    return DONE;
  }

  private void finished(RunState run, Message<?> message) {
    end(
        run,
        message.fault().isPresent()
            ? RunResult.failed(message.fault().get())
            : RunResult.finished(message.body()));
  }

  private CompletionStage<?> returned(RunState run, Message<?> message, Optional<Exception> cause) {
    Exception why = cause.orElseGet(() -> new IllegalStateException("no flow takes it"));
    Message<?> failed = message.failedBehind(why);
    if (message.fault().isPresent()) {
      end(run, RunResult.failed(Objects.requireNonNull(failed.header().fault())));
      return DONE;
    }
    return handled(run, failed);
  }

  /** Tells the end of a run that was made known elsewhere. */
  @SuppressWarnings("unchecked")
  public void over(RunState run, RunResult<?> outcome) {
    if (run.ends()) {
      forget(run);
      run.complete((RunResult<Object>) outcome);
    }
  }

  /** Gives up a run that cannot go on here; whoever waits for its outcome is told why. */
  public void abort(RunState run, Throwable why) {
    if (run.ends()) {
      forget(run);
      run.fail(why);
    }
  }

  private void forget(RunState run) {
    orchestrator.forget(run.id());
    runs.remove(run.id());
    count.decrementAndGet();
  }

  private void end(RunState run, RunResult<Object> outcome) {
    if (!run.ends()) {
      return;
    }
    ends.ended(run, outcome)
        .whenComplete(
            (any, failure) -> {
              forget(run);
              if (failure == null) {
                run.complete(outcome);
              } else {
                run.fail(failure);
              }
            });
  }

  void cancel(RunState run, String reason) {
    for (Message<?> message : run.open()) {
      if (!message.header().source().startsWith(Visit.UNDO)) {
        Fault canceled = Fault.of(message.place(), Fault.Kind.CANCELED, reason);
        if (answered(message.failed(canceled))) {
          ends.abandoned(message, reason);
        }
      }
    }
  }

  /** Gives up all runs here, so that nobody waits for their outcomes any more. */
  @Override
  public void close() {
    timer.shutdownNow();
    runs.values()
        .forEach(
            run ->
                abort(
                    run,
                    new IllegalStateException("the runner was closed before the run was over")));
  }
}
