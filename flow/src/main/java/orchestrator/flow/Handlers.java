package orchestrator.flow;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds what is run before and after a block sends. */
record Handlers(
    @Nullable Function<Message<?>, @Nullable Object> before,
    boolean beforeIsAsync,
    @Nullable Function<Message<?>, @Nullable Object> after,
    boolean afterIsAsync,
    boolean isRunAfterNothing) {
  static final Handlers NONE = new Handlers(null, false, null, false, true);

  @SuppressWarnings({"unchecked", "rawtypes"})
  Handlers before(Function handler) {
    return new Handlers(handler, false, after, afterIsAsync, isRunAfterNothing);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  Handlers beforeAsync(Function handler) {
    return new Handlers(handler, true, after, afterIsAsync, isRunAfterNothing);
  }

  Handlers after(Block.After handler) {
    return new Handlers(
        before,
        beforeIsAsync,
        message -> {
          handler.handle(message);
          return null;
        },
        false,
        isRunAfterNothing);
  }

  Handlers afterAsync(Block.AsyncAfter handler) {
    return new Handlers(before, beforeIsAsync, handler::handle, true, isRunAfterNothing);
  }

  Handlers onlyWithMessage() {
    return new Handlers(before, beforeIsAsync, after, afterIsAsync, false);
  }

  /** These, and for what they lack the others. */
  Handlers or(Handlers others) {
    return new Handlers(
        before == null ? others.before : before,
        before == null ? others.beforeIsAsync : beforeIsAsync,
        after == null ? others.after : after,
        after == null ? others.afterIsAsync : afterIsAsync,
        isRunAfterNothing && others.isRunAfterNothing);
  }

  boolean isAsync() {
    return beforeIsAsync || afterIsAsync;
  }

  boolean isSync() {
    return (before != null && !beforeIsAsync) || (after != null && !afterIsAsync);
  }
}
