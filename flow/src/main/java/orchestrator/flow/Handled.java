package orchestrator.flow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of a message that an orchestrator or a service was given.
 *
 * @param kind whether it was taken
 * @param message the message that was given, the same object; a finished one as it is at its end
 * @param cause what was thrown; empty when nothing was
 * @param isSent whether the message was sent on: also when a post-handler threw after that, in
 *     which case to hand the message in again sends it again
 * @param isForced whether {@link #returned} gives the message in any case
 */
public record Handled(
    Kind kind, Message<?> message, Optional<Exception> cause, boolean isSent, boolean isForced) {
  /** What can become of a message. */
  public enum Kind {
    /** It was taken: somebody has it now, or what it says was done. */
    TAKEN,
    /** A pre-handler gave nothing, so that its way ends there. */
    STOPPED,
    /** It was not taken, and is as it was. */
    RETURNED,
    /** It has come to the end of its flow. A run that failed ends too, with a fault. */
    FINISHED
  }

  static final Optional<Exception> NOTHING = Optional.empty();

  /** A message that was taken. */
  public static Handled taken(Message<?> message) {
    return new Handled(Kind.TAKEN, message, NOTHING, true, false);
  }

  static Handled stopped(Message<?> message) {
    return new Handled(Kind.STOPPED, message, NOTHING, false, false);
  }

  static Handled finished(Message<?> message) {
    return new Handled(Kind.FINISHED, message, NOTHING, false, false);
  }

  /** A message that was not taken. */
  public static Handled returned(Message<?> message, @Nullable Exception cause) {
    return new Handled(Kind.RETURNED, message, Optional.ofNullable(cause), false, false);
  }

  static Handled returnedAfterSending(Message<?> message, Exception cause) {
    return new Handled(Kind.RETURNED, message, Optional.of(cause), true, false);
  }

  /** The same, giving the message back in any case. */
  public Handled forced(boolean isForced) {
    return isForced ? new Handled(kind, message, cause, isSent, true) : this;
  }

  /** The message, unless it was taken. A message at the end of its flow is given back too. */
  public Optional<Message<?>> returned() {
    return isForced || kind == Kind.RETURNED || kind == Kind.FINISHED
        ? Optional.of(message)
        : Optional.empty();
  }

  /** Whether the message has come to the end of its flow. */
  public boolean isFinished() {
    return kind == Kind.FINISHED;
  }
}
