package orchestrator.flow.service;

import com.google.common.reflect.TypeToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import orchestrator.flow.Handled;
import orchestrator.flow.Message;
import orchestrator.flow.error.Causes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what messages ask for: runs the command that a message names, then the post-processor of
 * that command. Safe for use by many threads, as far as its commands are.
 *
 * <pre>{@code
 * Service stock =
 *     Service.named("stock")
 *         .command("reserve", Order.class, order -> reserve(order))
 *         .command("release", Order.class, order -> release(order))
 *         .build();
 * }</pre>
 *
 * <p>Where flows run by themselves, what runs them carries answers back, and a service needs no
 * post-processor for that.
 */
public final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final String name;
  private final Map<String, Handler> handlers;
  private final @Nullable String defaultCommand;
  private final boolean isAsync;
  private final boolean catches;
  private final SwapScope scope = SwapScope.create();

  Service(
      String name,
      Map<String, Handler> handlers,
      @Nullable String defaultCommand,
      boolean isAsync,
      boolean catches) {
    this.name = name;
    this.handlers = new LinkedHashMap<>(handlers);
    this.defaultCommand = defaultCommand;
    this.isAsync = isAsync;
    this.catches = catches;
    LOG.info("service {}: commands {}", name, this.handlers.keySet());
  }

  /** Begins the description of a service. */
  public static ServiceBuilder named(String name) {
    return new ServiceBuilder(name);
  }

  /** A service that does one thing, whatever the command. */
  public static <A, B> Service of(
      String name, Class<A> takes, Function<? super A, ? extends B> process) {
    return named(name).command(name, takes, process).defaultCommand(name).build();
  }

  /** Its name, by which blocks ask for it. */
  public String name() {
    return name;
  }

  /** The names of its commands, in the order of their registration. */
  public List<String> commands() {
    return List.copyOf(handlers.keySet());
  }

  /** What a command takes, the default one for a name that is not there; empty for nothing. */
  public Optional<TypeToken<?>> takes(String command) {
    return handler(command).map(Handler::takes);
  }

  /** Whether its commands answer later. */
  public boolean isAsync() {
    return isAsync;
  }

  /** What its commands share. */
  public SwapScope scope() {
    return scope;
  }

  /**
   * Handles a message, as {@link #handle(Message, boolean)} does, and gives back only what failed.
   */
  public Handled handle(Message<?> message) {
    return handle(message, false);
  }

  /**
   * Handles a message: its command, then the post-processor. What cannot be handled is returned,
   * with a warning in the log; what throws is returned too, unless the service is {@link
   * ServiceBuilder#throwing}. Asynchronous commands are waited for.
   *
   * @param isForced whether the answer gives the message back in any case
   */
  public Handled handle(Message<?> message, boolean isForced) {
    try {
      return handleAsync(message, isForced).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Handles a message without waiting for asynchronous commands. */
  public CompletionStage<Handled> handleAsync(Message<?> message) {
    return handleAsync(message, false);
  }

  /** Handles a message, as the other two do. */
  public CompletionStage<Handled> handleAsync(Message<?> message, boolean isForced) {
    Optional<Handler> handler = handler(message.header().command());
    if (handler.isEmpty()) {
      LOG.warn("service {} has no command {}", name, message.header().command());
      return CompletableFuture.completedStage(Handled.returned(message, null));
    }
    LOG.info("service {} begins {}", name, handler.get().command());
    return run(handler.get(), message)
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                LOG.info("service {} has done {}", name, handler.get().command());
                return Handled.taken(message).forced(isForced);
              }
              if (!catches) {
                throw new CompletionException(Causes.asException(failure));
              }
              LOG.warn(
                  "service {} failed at {}",
                  name,
                  handler.get().command(),
                  Causes.asException(failure));
              return Handled.returned(message, Causes.asException(failure));
            });
  }

  /**
   * Runs a message's command and its post-processor, and gives the answer to whoever carries it on.
   *
   * @return the answer; empty when the command gives none
   * @throws Exception what the command or the post-processor throws; an {@link
   *     IllegalArgumentException} when there is no such command
   */
  public Optional<Message<?>> answer(Message<?> message) throws Exception {
    return known(message).run(message, scope).asMessage();
  }

  /** Runs a message's command as {@link #answer} does, and answers later. */
  public CompletionStage<Optional<Message<?>>> answerAsync(Message<?> message) {
    try {
      return run(known(message), message).thenApply(CommandResult::asMessage);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private CompletionStage<CommandResult> run(Handler handler, Message<?> message) {
    try {
      return handler.runAsync(message, scope);
    } catch (Exception e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private Handler known(Message<?> message) {
    String command = message.header().command();
    return handler(command)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the service '%s' has no command '%s'; it has %s"
                        .formatted(name, command, handlers.keySet())));
  }

  private Optional<Handler> handler(String command) {
    Handler handler = handlers.get(command);
    return Optional.ofNullable(
        handler == null && defaultCommand != null ? handlers.get(defaultCommand) : handler);
  }
}
