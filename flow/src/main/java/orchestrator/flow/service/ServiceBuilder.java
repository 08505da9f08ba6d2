package orchestrator.flow.service;

import com.google.common.reflect.TypeToken;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.ServiceException;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Service}. All of it is checked when it is built.
 *
 * <pre>{@code
 * Service.named("stock")
 *     .command("reserve", Order.class, order -> reserve(order))
 *     .process("count", Order.class, (message, scope) -> CommandResult.of(message, scope.get("counted")))
 *     .post((answer, extra) -> audit(answer, extra))
 *     .defaultCommand("reserve")
 *     .build();
 * }</pre>
 */
public final class ServiceBuilder {
  private final String name;
  private final List<Handler> handlers = new ArrayList<>();
  private @Nullable UnaryOperator<Handler> defaultPost;
  private @Nullable String defaultCommand;
  private boolean catches = true;

  ServiceBuilder(String name) {
    this.name = name;
  }

  /** A command that makes one body of another, and keeps the header. */
  @CanIgnoreReturnValue
  public <A, B> ServiceBuilder command(
      String command, Class<A> takes, Function<? super A, ? extends B> process) {
    return process(
        command,
        takes,
        (message, scope) -> CommandResult.of(message.withBody(process.apply(message.body()))));
  }

  /** A command that makes one body of another, and answers later. */
  @CanIgnoreReturnValue
  public <A, B> ServiceBuilder commandAsync(
      String command,
      Class<A> takes,
      Function<? super A, ? extends CompletionStage<? extends B>> process) {
    return processAsync(
        command,
        takes,
        (message, scope) ->
            process
                .apply(message.body())
                .thenApply(body -> CommandResult.of(message.withBody(body))));
  }

  /** A command that sees the whole message. */
  @CanIgnoreReturnValue
  public <A> ServiceBuilder process(String command, Class<A> takes, Command<A> process) {
    return process(command, TypeToken.of(takes), process);
  }

  /** A command that takes a type with parameters. */
  @CanIgnoreReturnValue
  public <A> ServiceBuilder process(String command, TypeToken<A> takes, Command<A> process) {
    return add(Handler.of(command, takes, process));
  }

  /** A command that sees the whole message, and answers later. */
  @CanIgnoreReturnValue
  public <A> ServiceBuilder processAsync(String command, Class<A> takes, AsyncCommand<A> process) {
    return processAsync(command, TypeToken.of(takes), process);
  }

  /** A command that takes a type with parameters, and answers later. */
  @CanIgnoreReturnValue
  public <A> ServiceBuilder processAsync(
      String command, TypeToken<A> takes, AsyncCommand<A> process) {
    return add(Handler.ofAsync(command, takes, process));
  }

  /**
   * What is done with the answers of the command that was described last.
   *
   * @throws ServiceException when there is no command yet
   */
  @CanIgnoreReturnValue
  public ServiceBuilder post(PostProcessor processor) {
    return postOfLast(handler -> handler.withPost(processor));
  }

  /** What is done with the answers of the last command, asynchronously. */
  @CanIgnoreReturnValue
  public ServiceBuilder postAsync(AsyncPostProcessor processor) {
    return postOfLast(handler -> handler.withAsyncPost(processor));
  }

  /**
   * What is done with the answers of commands that say nothing about it themselves.
   *
   * @throws ServiceException when that was said before
   */
  @CanIgnoreReturnValue
  public ServiceBuilder defaultPost(PostProcessor processor) {
    return defaultPost(handler -> handler.withPost(processor));
  }

  /** What is done with other answers, asynchronously. */
  @CanIgnoreReturnValue
  public ServiceBuilder defaultPostAsync(AsyncPostProcessor processor) {
    return defaultPost(handler -> handler.withAsyncPost(processor));
  }

  /** The command for messages that ask for none, or for one that is not there. */
  @CanIgnoreReturnValue
  public ServiceBuilder defaultCommand(String command) {
    defaultCommand = command;
    return this;
  }

  /** Lets what a command or a post-processor throws come out of {@link Service#handle}. */
  @CanIgnoreReturnValue
  public ServiceBuilder throwing() {
    catches = false;
    return this;
  }

  /**
   * The service.
   *
   * @throws ServiceException when it has no command, or one twice, its default command is not
   *     there, or some parts of it are asynchronous and others are not
   */
  public Service build() {
    Map<String, Handler> named = new LinkedHashMap<>();
    for (Handler handler : handlers) {
      Handler whole =
          handler.hasPost() || defaultPost == null ? handler : defaultPost.apply(handler);
      if (named.put(handler.command(), whole) != null) {
        throw wrong(
            FlowError.NOT_UNIQUE_COMMAND,
            "has the command '%s' twice".formatted(handler.command()));
      }
    }
    if (named.isEmpty()) {
      throw wrong(FlowError.EMPTY_COMMANDS, "has no command");
    }
    if (defaultCommand != null && !named.containsKey(defaultCommand)) {
      throw wrong(
          FlowError.INCORRECT_DEFAULT_COMMAND,
          "has no command '%s', which is its default; it has %s"
              .formatted(defaultCommand, named.keySet()));
    }
    boolean isAsync = handlers.get(0).isAsync();
    named
        .values()
        .forEach(
            handler -> {
              if (handler.isAsync() != isAsync || handler.isMixed()) {
                throw wrong(
                    FlowError.SERVICE_WORK_TYPE,
                    "mixes asynchronous parts with others: see its command '%s'"
                        .formatted(handler.command()));
              }
            });
    return new Service(name, named, defaultCommand, isAsync, catches);
  }

  private ServiceBuilder add(Handler handler) {
    handlers.add(handler);
    return this;
  }

  private ServiceBuilder postOfLast(UnaryOperator<Handler> post) {
    if (handlers.isEmpty()) {
      throw wrong(FlowError.SERVICE_BUILDER, "has a post-processor before its first command");
    }
    handlers.set(handlers.size() - 1, post.apply(handlers.get(handlers.size() - 1)));
    return this;
  }

  private ServiceBuilder defaultPost(UnaryOperator<Handler> post) {
    if (defaultPost != null) {
      throw wrong(
          FlowError.DOUBLE_POST_PROCESS_FUNCTION_DECLARED, "has two default post-processors");
    }
    defaultPost = post;
    return this;
  }

  private ServiceException wrong(FlowError error, String what) {
    return new ServiceException(error, "the service '%s' %s".formatted(name, what));
  }
}
