package orchestrator.flow.service;

import com.google.common.reflect.TypeToken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.flow.Message;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.ServiceException;
import org.jspecify.annotations.Nullable;

/** Is one command of a service with its post-processor. */
final class Handler {
  private final String command;
  private final TypeToken<?> takes;
  private final @Nullable Command<Object> sync;
  private final @Nullable AsyncCommand<Object> async;
  private final @Nullable AsyncPostProcessor post;
  private final boolean isPostAsync;

  private Handler(
      String command,
      TypeToken<?> takes,
      @Nullable Command<Object> sync,
      @Nullable AsyncCommand<Object> async,
      @Nullable AsyncPostProcessor post,
      boolean isPostAsync) {
    this.command = command;
    this.takes = takes;
    this.sync = sync;
    this.async = async;
    this.post = post;
    this.isPostAsync = isPostAsync;
  }

  @SuppressWarnings("unchecked")
  static Handler of(String command, TypeToken<?> takes, Command<?> sync) {
    return new Handler(command, takes.wrap(), (Command<Object>) sync, null, null, false);
  }

  @SuppressWarnings("unchecked")
  static Handler ofAsync(String command, TypeToken<?> takes, AsyncCommand<?> async) {
    return new Handler(command, takes.wrap(), null, (AsyncCommand<Object>) async, null, false);
  }

  Handler withPost(PostProcessor processor) {
    AsyncPostProcessor later =
        (answer, extra) -> {
          processor.postProcess(answer, extra);
          return CompletableFuture.completedStage(null);
        };
    return new Handler(command, takes, sync, async, later, false);
  }

  Handler withAsyncPost(AsyncPostProcessor processor) {
    return new Handler(command, takes, sync, async, processor, true);
  }

  String command() {
    return command;
  }

  TypeToken<?> takes() {
    return takes;
  }

  boolean hasPost() {
    return post != null;
  }

  boolean isAsync() {
    return async != null;
  }

  /** Whether its two parts are of different kinds. */
  boolean isMixed() {
    return post != null && isPostAsync != isAsync();
  }

  CommandResult run(Message<?> message, SwapScope scope) throws Exception {
    if (sync == null) {
      throw new IllegalStateException("the command " + command + " is asynchronous");
    }
    CommandResult answer = sync.process(checked(message), scope);
    if (answer.message() != null && post != null) {
      var unusedStage = post.postProcess(answer.message(), answer.extra());
    }
    return answer;
  }

  CompletionStage<CommandResult> runAsync(Message<?> message, SwapScope scope) throws Exception {
    if (async == null) {
      return CompletableFuture.completedStage(run(message, scope));
    }
    return async
        .process(checked(message), scope)
        .thenCompose(
            answer -> {
              if (answer.message() == null || post == null) {
                return CompletableFuture.completedStage(answer);
              }
              try {
                return post.postProcess(answer.message(), answer.extra()).thenApply(any -> answer);
              } catch (Exception e) {
                return CompletableFuture.failedStage(e);
              }
            });
  }

  @SuppressWarnings("unchecked")
  private Message<Object> checked(Message<?> message) {
    if (!takes.getRawType().isInstance(message.body())) {
      throw new ServiceException(
          FlowError.SERVICE_BLOCK,
          "the command '%s' takes %s, not %s"
              .formatted(command, takes, message.body().getClass().getName()));
    }
    return (Message<Object>) message;
  }
}
