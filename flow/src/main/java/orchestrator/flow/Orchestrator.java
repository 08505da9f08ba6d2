package orchestrator.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import orchestrator.flow.error.Causes;
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
  private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);

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
    LOG.info("flows: {}; blocks: {}", this.flows.keySet(), this.blocks.keySet());
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
        .exceptionally(e -> failed(message, Causes.asException(e)))
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
    Exception thrown =
        isSent ? Causes.asException(new CompletionException(cause.getCause())) : cause;
    LOG.warn("the message {} is returned", describe(message), thrown);
    return isSent
        ? Handled.returnedAfterSending(message, thrown)
        : Handled.returned(message, thrown);
  }

  static String describe(Message<?> message) {
    Header header = message.header();
    return "of run '%s', flow '%s', target '%s', source '%s'"
        .formatted(header.run(), header.flow(), header.target(), message.place());
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
        : new FlowRoute(flow.get(), message, visitor, joins);
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
        LOG.warn("the message {} {}, and is returned", describe(message), why);
        return Handled.returned(message, null);
      }

      @Override
      public CompletionStage<Handled> later() {
        return CompletableFuture.completedStage(now());
      }
    };
  }
}
