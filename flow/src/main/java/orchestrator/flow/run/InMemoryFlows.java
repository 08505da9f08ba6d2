package orchestrator.flow.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Message;
import orchestrator.flow.Retry;
import orchestrator.flow.Visit;
import orchestrator.flow.service.Service;
import org.jspecify.annotations.Nullable;

/**
 * Runs flows in this process, with services that are here too. Nothing survives the process.
 *
 * <pre>{@code
 * try (FlowRunner runner = InMemoryFlows.of(List.of(order), stock, cashier)) {
 *   runner.start(order, new Order("tea", 3)).outcome().join();
 * }
 * }</pre>
 *
 * <p>A run goes on in the thread that starts it, as long as its services answer at once; several
 * threads may start runs. A service that hangs then holds its caller, time-out or not; {@link
 * #on(Executor, List, Service...)} moves the services to threads of one's own.
 */
public final class InMemoryFlows implements FlowRunner {
  private static final int MOST_RUNS = 100_000;

  private final Map<String, Service> services = new HashMap<>();
  private final Executor executor;
  private final Runs runs;
  private volatile boolean isClosed;

  private InMemoryFlows(
      List<? extends Flow<?, ?>> flows, List<Service> services, Executor executor) {
    this.executor = executor;
    for (Service service : services) {
      if (this.services.put(service.name(), service) != null) {
        throw new IllegalArgumentException(
            "two services have the name '%s'".formatted(service.name()));
      }
    }
    flows.forEach(flow -> FlowServices.requireKnown(flow, this.services.keySet(), "is not there"));
    this.runs =
        new Runs(
            flows, this::send, (run, how) -> CompletableFuture.completedStage(null), MOST_RUNS);
  }

  /**
   * Runs flows in the threads that start them.
   *
   * @throws IllegalArgumentException when a block asks for a service that is not there
   */
  public static InMemoryFlows of(List<? extends Flow<?, ?>> flows, Service... services) {
    return on(new Trampoline(), flows, services);
  }

  /**
   * Runs flows on other threads.
   *
   * @param executor does everything, later and never within its {@code execute}; with one thread,
   *     in the order in which it was sent
   */
  public static InMemoryFlows on(
      Executor executor, List<? extends Flow<?, ?>> flows, Service... services) {
    return new InMemoryFlows(flows, Arrays.asList(services), executor);
  }

  @Override
  public <I, O> Run<O> start(Flow<I, O> flow, String id, I body) {
    if (isClosed) {
      throw new IllegalStateException("the runner is closed; run '%s' cannot start".formatted(id));
    }
    RunState run = runs.add(flow, id);
    if (!run.begins()) {
      return run.as(flow);
    }
    Runnable begin = () -> runs.begin(run, body);
    if (executor instanceof Trampoline here) {
      // A service may itself run a flow and wait for its end.
      here.begin(begin);
    } else {
      execute(run.id(), begin);
    }
    return run.as(flow);
  }

  private @Nullable Message<?> send(Visit visit, Message<?> message) {
    executor.execute(() -> ask(visit, message, 1));
    return null;
  }

  /** Does something for a run, which is given up when nobody does it. */
  private void execute(String id, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      runs.find(id).ifPresent(run -> runs.abort(run, e));
    }
  }

  /** A run that is over has no use for an answer, and another one of its id has none either. */
  @SuppressWarnings("ReferenceEquality") // An equal message may be of another run of this id.
  private boolean isAwaited(Message<?> sent) {
    return runs.find(sent.header().run())
        .flatMap(run -> run.openAt(sent.place()))
        .filter(open -> open == sent)
        .isPresent();
  }

  private void ask(Visit visit, Message<?> message, int tries) {
    Service service = services.get(visit.block().service().orElseThrow());
    if (service.isAsync()) {
      var unusedStage =
          service
              .answerAsync(message)
              .whenComplete(
                  (answer, failure) -> {
                    Runnable then =
                        failure == null
                            ? () -> answered(visit, message, answer)
                            : () -> failed(visit, message, tries, failure);
                    execute(message.header().run(), then);
                  });
      return;
    }
    Optional<Message<?>> answer;
    try {
      answer = service.answer(message);
    } catch (Throwable e) {
      // Whatever it is, others wait in this thread too.
      failed(visit, message, tries, e);
      return;
    }
    answered(visit, message, answer);
  }

  /** Tries again, unless the visit has been given up in the meantime. */
  private void askAgain(Visit visit, Message<?> message, int tries) {
    if (isAwaited(message)) {
      ask(visit, message, tries);
    }
  }

  private void answered(Visit visit, Message<?> message, Optional<Message<?>> answer) {
    if (!isAwaited(message)) {
      return;
    }
    if (answer.isEmpty()) {
      runs.stopped(message);
      return;
    }
    runs.answered(Answers.of(visit, message, answer.get()));
  }

  private void failed(Visit visit, Message<?> message, int tries, Throwable failure) {
    if (!isAwaited(message)) {
      return;
    }
    Retry retry = message.header().retry();
    if (retry != null && tries < retry.tries()) {
      runs.later(
          () -> execute(message.header().run(), () -> askAgain(visit, message, tries + 1)),
          retry.delay(tries).toMillis());
      return;
    }
    runs.answered(message.failed(Fault.of(message.place(), Fault.Kind.SERVICE, failure)));
  }

  /** Gives up the runs that are under way: whoever waits for their outcomes is told so. */
  @Override
  public void close() {
    isClosed = true;
    runs.close();
  }
}
