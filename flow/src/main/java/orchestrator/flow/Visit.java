package orchestrator.flow;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Is one position of a flow at which a block is visited. */
public final class Visit {
  private final String name;
  private final Block<?, ?> block;
  private final Handlers handlers;
  private final @Nullable Retry retry;
  private final @Nullable Duration timeout;
  private final @Nullable Visit undo;

  Visit(
      String name,
      Block<?, ?> block,
      Handlers handlers,
      @Nullable Retry retry,
      @Nullable Duration timeout,
      @Nullable Visit undo) {
    this.name = name;
    this.block = block;
    this.handlers = handlers;
    this.retry = retry;
    this.timeout = timeout;
    this.undo = undo;
  }

  Visit named(String other) {
    Visit undoing =
        undo == null
            ? null
            : new Visit(UNDO + other, undo.block, undo.handlers, undo.retry, undo.timeout, null);
    return new Visit(other, block, handlers, retry, timeout, undoing);
  }

  /** What the name of a visit begins with that undoes another one. */
  public static final String UNDO = "~";

  /** Its name, which no other visit of the flow has, and which becomes the source of messages. */
  public String name() {
    return name;
  }

  /** The block that is visited. */
  public Block<?, ?> block() {
    return block;
  }

  /** How often the service may try; empty for once. */
  public Optional<Retry> retry() {
    return Optional.ofNullable(retry);
  }

  /** How long an answer may take; empty for as long as it likes. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** The visit by which this one is undone. */
  public Optional<Visit> undo() {
    return Optional.ofNullable(undo);
  }

  Handlers handlers() {
    return handlers;
  }

  /** The message as this visit sends it. */
  <B> Message<B> addressed(Message<B> message, String laps) {
    return message.withHeader(message.header().sent(name, block.command(), laps, retry));
  }

  @Override
  public String toString() {
    return name;
  }
}
