package orchestrator.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages on: each call of {@link #handle} looks where a message was last, finds out by its
 * flow where it goes next, and visits that block. It keeps nothing between two calls but what waits
 * at joins. Safe for use by many threads.
 *
 * <pre>{@code
 * Orchestrator orchestrator =
 *     Orchestrator.builder().flow(order).flow(refund).transport(queue::send).build();
 * orchestrator.handle(Message.of(new Order("tea", 3)).toFlow("order"));
 * }</pre>
 */
public final class Orchestrator {
  private static final Logger log = LoggerFactory.getLogger(Orchestrator.class);

  private final Map<String, Flow<?, ?>> flows;
  private final Map<String, Visit> blocks;
  private final Optional<Flow<?, ?>> defaultFlow;
  private final Optional<Visit> defaultBlock;
  private final Visitor visitor;
  private final Joins joins;
  private final boolean isAsync;

  Orchestrator(
      Map<String, Flow<?, ?>> flows,
      Map<String, Visit> blocks,
      Optional<Flow<?, ?>> defaultFlow,
      Optional<Visit> defaultBlock,
      Transport transport,
      int mostJoins,
      boolean isAsync) {
    this.flows = new LinkedHashMap<>(flows);
    this.blocks = new LinkedHashMap<>(blocks);
    this.defaultFlow = defaultFlow;
    this.defaultBlock = defaultBlock;
    this.visitor = new Visitor(transport);
    this.joins = new Joins(mostJoins);
    this.isAsync = isAsync;
    log.info("flows: {}; blocks: {}", this.flows.keySet(), this.blocks.keySet());
  }

  /** Begins the description of an orchestrator. */
  public static OrchestratorBuilder builder() {
    return new OrchestratorBuilder();
  }

  /** The names of its flows, in the order of their registration. */
  public List<String> flows() {
    return List.copyOf(flows.keySet());
  }

  /** The names of its blocks, in the order of their registration; those of flows are not there. */
  public List<String> blocks() {
    return List.copyOf(blocks.keySet());
  }

  /** A flow by its name; the default flow, if there is one, for a name that none has. */
  public Optional<Flow<?, ?>> flow(String name) {
    return Optional.<Flow<?, ?>>ofNullable(flows.get(name)).or(() -> defaultFlow);
  }

  /**
   * Handles a message: visits one block, or several where a flow forks.
   *
   * <p>A message with a target goes to that block alone: no handlers, and its source stays. One
   * with a flow goes on by that flow. What cannot be handled is returned as it was, with a warning
   * in the log, and can be handled again. Asynchronous blocks are waited for.
   */
  public Handled handle(Message<?> message) {
    return handle(message, false);
  }

  /**
   * Handles a message.
   *
   * @param isForced whether the answer gives the message back in any case
   */
  public Handled handle(Message<?> message, boolean isForced) {
    if (isAsync) {
      return handleAsync(message, isForced).toCompletableFuture().join();
    }
    Handled handled;
    try {
      handled = route(message).now();
    } catch (Exception e) {
      handled = failed(message, e);
    }
    return handled.forced(isForced);
  }

  /** Handles a message without waiting for asynchronous blocks; the stage never fails. */
  public CompletionStage<Handled> handleAsync(Message<?> message) {
    return handleAsync(message, false);
  }

  /** Handles a message, as the other two do. */
  public CompletionStage<Handled> handleAsync(Message<?> message, boolean isForced) {
    CompletionStage<Handled> handled;
    try {
      handled = route(message).later();
    } catch (Exception e) {
      handled = CompletableFuture.failedStage(e);
    }
    return handled
        .exceptionally(e -> failed(message, unwrapped(e)))
        .thenApply(result -> result.forced(isForced));
  }

  /** Whether its blocks answer later. */
  public boolean isAsync() {
    return isAsync;
  }

  /** The branches of a run that have come to joins and wait there for others. */
  public Set<String> waiting(String run) {
    return joins.waiting(run);
  }

  /** Forgets what waits at joins for a run that is over. */
  public void forget(String run) {
    joins.forget(run);
  }

  private static Handled failed(Message<?> message, Exception cause) {
    boolean isSent = cause instanceof Visitor.AfterException;
    Exception thrown = isSent ? unwrapped(new CompletionException(cause.getCause())) : cause;
    log.warn("the message {} is returned", describe(message), thrown);
    return isSent
        ? Handled.returnedAfterSending(message, thrown)
        : Handled.returned(message, thrown);
  }

  private static Exception unwrapped(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof Exception exception ? exception : new CompletionException(cause);
  }

  private static String describe(Message<?> message) {
    Header header = message.header();
    return "of run '%s', flow '%s', target '%s', source '%s'"
        .formatted(header.run(), header.flow(), header.target(), message.place());
  }

  /** Is what will be done with one message. */
  private interface Route {
    Handled now() throws Exception;

    CompletionStage<Handled> later() throws Exception;
  }

  private Route route(Message<?> message) {
    Header header = message.header();
    if (!header.target().isEmpty()) {
      return target(message);
    }
    if (header.flow().isEmpty()) {
      return returned(message, "has neither a flow nor a target");
    }
    Optional<Flow<?, ?>> flow = flow(header.flow());
    return flow.isEmpty()
        ? returned(message, "has a flow that is not there")
        : new FlowRoute(flow.get(), message);
  }

  private Route target(Message<?> message) {
    Visit block = blocks.get(message.header().target());
    if (block == null && defaultBlock.isEmpty()) {
      return returned(message, "has a target that is not there");
    }
    Visit visit = block == null ? defaultBlock.get() : block;
    return new Route() {
      @Override
      public Handled now() throws Exception {
        visitor.process(visit, message);
        return Handled.taken(message);
      }

      @Override
      public CompletionStage<Handled> later() throws Exception {
        return visitor.processAsync(visit, message).thenApply(any -> Handled.taken(message));
      }
    };
  }

  private static Route returned(Message<?> message, String why) {
    return new Route() {
      @Override
      public Handled now() {
        log.warn("the message {} {}, and is returned", describe(message), why);
        return Handled.returned(message, null);
      }

      @Override
      public CompletionStage<Handled> later() {
        return CompletableFuture.completedStage(now());
      }
    };
  }

  /** Goes on by a flow. */
  private final class FlowRoute implements Route {
    private final Flow<?, ?> flow;
    private final Message<?> message;
    private final Walk walk;
    private boolean isStopped;

    FlowRoute(Flow<?, ?> flow, Message<?> message) {
      this.flow = flow;
      this.message = message;
      this.walk = new Walk(flow.name(), flow.program(), joins);
    }

    private Next first() {
      Message<?> known =
          message.header().run().isEmpty() && flow.program().hasForks()
              ? message.withHeader(message.header().withRun(UUID.randomUUID().toString()))
              : message;
      return walk.after(known);
    }

    @Override
    public Handled now() throws Exception {
      Next next = first();
      while (true) {
        if (next instanceof Next.Go go) {
          @Nullable Next instead = null;
          boolean isSent = false;
          try {
            isSent = visitor.visit(go);
          } catch (Visitor.AfterException e) {
            walk.finish();
            throw e;
          } catch (Exception e) {
            instead = instead(go, e);
          }
          if (instead == null && (isSent || !go.isUndo())) {
            walk.finish();
            return sent(isSent);
          }
          next = instead == null ? passedOver(go) : instead;
        } else if (next instanceof Next.Many many) {
          next = all(many);
        } else {
          return end(next);
        }
      }
    }

    /** A branch that cannot begin fails alone, as any other visit of a branch does. */
    private Next all(Next.Many many) {
      Next last = new Next.Wait();
      for (Next.Go go : many.visits()) {
        try {
          isStopped |= !visitor.visit(go);
        } catch (Visitor.AfterException e) {
          log.warn("the post-handler of {} failed", go.visit(), e.getCause());
        } catch (Exception e) {
          // Something follows from it once all others have failed too.
          Next next = branchFailed(go, e);
          last = next instanceof Next.Wait ? last : next;
        }
      }
      return last;
    }

    @Override
    public CompletionStage<Handled> later() throws Exception {
      return later(first());
    }

    private CompletionStage<Handled> later(Next next) throws Exception {
      if (next instanceof Next.Go go) {
        return tried(go)
            .handle(
                (isSent, e) -> {
                  if (e == null && (isSent || !go.isUndo())) {
                    walk.finish();
                    return CompletableFuture.completedStage(sent(isSent));
                  }
                  if (e == null) {
                    return again(() -> later(passedOver(go)));
                  }
                  Exception cause = unwrapped(e);
                  if (cause instanceof Visitor.AfterException) {
                    walk.finish();
                    return CompletableFuture.<Handled>failedStage(cause);
                  }
                  return again(() -> later(instead(go, cause)));
                })
            .thenCompose(stage -> stage);
      }
      if (next instanceof Next.Many many) {
        List<CompletableFuture<Handled>> branches = new ArrayList<>();
        for (Next.Go go : many.visits()) {
          branches.add(
              tried(go)
                  .handle(
                      (isSent, e) ->
                          e == null || unwrapped(e) instanceof Visitor.AfterException
                              ? CompletableFuture.completedStage(sent(e != null || isSent))
                              : again(() -> later(branchFailed(go, unwrapped(e)))))
                  .thenCompose(stage -> stage)
                  .toCompletableFuture());
        }
        return CompletableFuture.allOf(branches.toArray(new CompletableFuture<?>[0]))
            .thenApply(
                all -> {
                  walk.finish();
                  return branches.stream()
                      .map(CompletableFuture::join)
                      .filter(handled -> handled.kind() != Handled.Kind.TAKEN)
                      .findFirst()
                      .orElse(Handled.taken(message));
                });
      }
      return CompletableFuture.completedStage(end(next));
    }

    private Handled sent(boolean isSent) {
      return isSent ? Handled.taken(message) : Handled.stopped(message);
    }

    private CompletionStage<Boolean> tried(Next.Go go) {
      try {
        return visitor.visitAsync(go);
      } catch (Exception e) {
        return CompletableFuture.failedStage(e);
      }
    }

    private static CompletionStage<Handled> again(Later later) {
      try {
        return later.get();
      } catch (Exception e) {
        return CompletableFuture.failedStage(e);
      }
    }

    private Handled end(Next next) {
      walk.finish();
      if (next instanceof Next.End end) {
        return Handled.finished(end.message());
      }
      return isStopped ? Handled.stopped(message) : Handled.taken(message);
    }

    /** Where the pre-handler finds nothing to undo, the others are undone all the same. */
    private Next passedOver(Next.Go go) {
      return walk.after(go.visit().addressed(go.message(), go.laps()));
    }

    /** What cannot be undone is passed over, so that the others are undone. */
    private Next instead(Next.Go go, Exception cause) throws Exception {
      if (!go.isUndo()) {
        throw cause;
      }
      Message<?> sent = go.visit().addressed(go.message(), go.laps());
      return walk.after(sent.failed(Fault.of(sent.place(), Fault.Kind.FLOW, cause)));
    }

    private Next branchFailed(Next.Go go, Exception cause) {
      log.warn("the branch at {} of the message {} fails", go.visit(), describe(message), cause);
      Message<?> sent = go.visit().addressed(go.message(), go.laps());
      return walk.after(sent.failed(Fault.of(sent.place(), Fault.Kind.FLOW, cause)));
    }
  }

  private interface Later {
    CompletionStage<Handled> get() throws Exception;
  }
}
