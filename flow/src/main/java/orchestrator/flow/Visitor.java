package orchestrator.flow;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Visits blocks: pre-handler, sending, post-handler, in this order. */
final class Visitor {
  /** Tells that a post-handler threw: the message was sent by then. */
  static final class AfterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AfterException(Throwable cause) {
      super(cause);
    }
  }

  private final Transport transport;

  Visitor(Transport transport) {
    this.transport = transport;
  }

  /** Visits; false when the pre-handler gave nothing, so that nothing was sent. */
  boolean visit(Next.Go go) throws Exception {
    Handlers handlers = go.visit().handlers();
    Message<?> message = go.message();
    if (handlers.before() != null) {
      Object given = handlers.before().apply(message);
      if (given == null) {
        return false;
      }
      message = inRun(go, (Message<?>) given);
    }
    Message<?> sent = go.visit().addressed(message, go.laps());
    Message<?> answer = process(go.visit(), sent);
    if (handlers.after() != null && (answer != null || handlers.isRunAfterNothing())) {
      try {
        Object unusedResult = handlers.after().apply(answer == null ? sent : answer);
      } catch (RuntimeException e) {
        throw new AfterException(e);
      }
    }
    return true;
  }

  CompletionStage<Boolean> visitAsync(Next.Go go) throws Exception {
    Handlers handlers = go.visit().handlers();
    if (handlers.before() == null) {
      return sendAsync(go, go.message());
    }
    return stage(handlers.before(), handlers.beforeIsAsync(), go.message())
        .thenCompose(
            given -> {
              try {
                return given == null
                    ? CompletableFuture.completedStage(false)
                    : sendAsync(go, inRun(go, (Message<?>) given));
              } catch (Exception e) {
                return CompletableFuture.failedStage(e);
              }
            });
  }

  private CompletionStage<Boolean> sendAsync(Next.Go go, Message<?> message) throws Exception {
    Handlers handlers = go.visit().handlers();
    Message<?> sent = go.visit().addressed(message, go.laps());
    return processAsync(go.visit(), sent)
        .thenCompose(
            answer ->
                handlers.after() != null && (answer != null || handlers.isRunAfterNothing())
                    ? afterAsync(handlers, answer == null ? sent : answer)
                    : CompletableFuture.completedStage(null))
        .thenApply(any -> true);
  }

  private static CompletionStage<@Nullable Object> afterAsync(
      Handlers handlers, Message<?> message) {
    CompletionStage<@Nullable Object> after;
    try {
      after = stage(Objects.requireNonNull(handlers.after()), handlers.afterIsAsync(), message);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(new AfterException(e));
    }
    return after.handle(
        (given, failure) -> {
          if (failure != null) {
            throw new CompletionException(new AfterException(failure));
          }
          return given;
        });
  }

  /** Sends a message, without what the block does before and after that. */
  @SuppressWarnings("unchecked")
  @Nullable Message<?> process(Visit visit, Message<?> message) throws Exception {
    Sending sending = visit.block().sending();
    if (sending.process() != null) {
      return sending.process().process(message);
    }
    return transport.send(visit, message);
  }

  /**
   * Sends a message, without what the block does before and after that, and tells later that it
   * did.
   */
  @SuppressWarnings("unchecked")
  CompletionStage<? extends @Nullable Message<?>> processAsync(Visit visit, Message<?> message)
      throws Exception {
    Sending sending = visit.block().sending();
    return sending.asyncProcess() != null
        ? sending.asyncProcess().process(message)
        : CompletableFuture.completedStage(process(visit, message));
  }

  @SuppressWarnings("unchecked")
  private static CompletionStage<@Nullable Object> stage(
      Function<Message<?>, @Nullable Object> handler, boolean isAsync, Message<?> message) {
    Object given = handler.apply(message);
    return isAsync && given != null
        ? (CompletionStage<@Nullable Object>) given
        : CompletableFuture.completedStage(given);
  }

  /** A handler may make a message of its own, which still belongs to the run. */
  private static Message<?> inRun(Next.Go go, Message<?> given) {
    Header header = go.message().header();
    if (given.header().run().equals(header.run()) && !given.header().flow().isEmpty()) {
      return given;
    }
    Header own = header;
    for (var attribute : given.header().attributes().entrySet()) {
      own = own.withAttribute(attribute.getKey(), attribute.getValue());
    }
    return given.withHeader(own);
  }
}
