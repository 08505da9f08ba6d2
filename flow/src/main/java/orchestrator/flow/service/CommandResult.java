package orchestrator.flow.service;

import java.util.Optional;
import orchestrator.flow.Message;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a command gives.
 *
 * @param message the answer; null for none, in which case nothing is post-processed
 * @param extra what the post-processor gets besides; null for nothing
 */
public record CommandResult(@Nullable Message<?> message, @Nullable Object extra) {
  /** No answer, which counts as success. */
  public static final CommandResult NOTHING = new CommandResult(null, null);

  /** An answer. */
  public static CommandResult of(Message<?> message) {
    return new CommandResult(message, null);
  }

  /** An answer, and something more for the post-processor. */
  public static CommandResult of(Message<?> message, Object extra) {
    return new CommandResult(message, extra);
  }

  /** The answer, if there is one. */
  public Optional<Message<?>> asMessage() {
    return Optional.ofNullable(message);
  }
}
