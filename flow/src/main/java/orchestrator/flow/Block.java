package orchestrator.flow;

import com.google.common.reflect.TypeToken;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a flow for one remote service: it knows how to send a message there, and nothing of
 * what happens with it. A block does not change; each of its methods gives another one.
 *
 * <pre>{@code
 * Block<Order, Order> reserve =
 *     Block.named("reserve", Order.class, Order.class).asks("stock", "reserve");
 * }</pre>
 *
 * <p>Unless it says otherwise it asks the service that is named as it is, for what that service
 * does by default. What carries messages to services is the {@link Transport} of the orchestrator.
 *
 * @param <A> what it takes
 * @param <B> what its service gives
 */
public final class Block<A, B> {
  /** Sends a message by means of the user's own. */
  @FunctionalInterface
  public interface Send<A> {
    /**
     * Sends the message to where the block's service takes it.
     *
     * @param message its source is this visit already
     * @return a message for the post-handler; null for nothing
     */
    @Nullable Message<?> process(Message<A> message) throws Exception;
  }

  /** Sends a message by means of the user's own, and tells later that it did. */
  @FunctionalInterface
  public interface AsyncSend<A> {
    /** Sends, as {@link Send} does. */
    CompletionStage<? extends @Nullable Message<?>> process(Message<A> message) throws Exception;
  }

  /** Is run after a block has sent a message. */
  @FunctionalInterface
  public interface After {
    /** Does what is to be done after the sending. */
    void handle(Message<?> message);
  }

  /** Is run after a block has sent a message, asynchronously. */
  @FunctionalInterface
  public interface AsyncAfter {
    /** Begins what is to be done after the sending; the stage completes when it is done. */
    CompletionStage<?> handle(Message<?> message);
  }

  private final String name;
  private final TypeToken<A> takes;
  private final TypeToken<B> gives;
  private final Sending sending;
  private final Handlers handlers;

  private Block(
      String name, TypeToken<A> takes, TypeToken<B> gives, Sending sending, Handlers handlers) {
    this.name = name;
    this.takes = takes;
    this.gives = gives;
    this.sending = sending;
    this.handlers = handlers;
  }

  /**
   * A block with this name.
   *
   * @throws IllegalArgumentException when the name is blank or has one of the characters {@code
   *     #~/}
   */
  public static <A, B> Block<A, B> named(String name, Class<A> takes, Class<B> gives) {
    return named(name, TypeToken.of(takes), TypeToken.of(gives));
  }

  /** A block whose types have parameters, {@code new TypeToken<List<Order>>() {}} for example. */
  public static <A, B> Block<A, B> named(String name, TypeToken<A> takes, TypeToken<B> gives) {
    return new Block<>(
        Names.checked("block", name),
        takes.wrap(),
        gives.wrap(),
        Sending.asks(name, ""),
        Handlers.NONE);
  }

  /** The same block, asking this service for what it does by default. */
  public Block<A, B> asks(String service) {
    return asks(service, "");
  }

  /** The same block, asking this service for this command. */
  public Block<A, B> asks(String service, String command) {
    return with(Sending.asks(service, command));
  }

  /** The same block, sending by means of the user's own. */
  public Block<A, B> sends(Send<A> process) {
    return with(Sending.by(process));
  }

  /** The same block, sending asynchronously by means of the user's own. */
  public Block<A, B> sendsAsync(AsyncSend<A> process) {
    return with(Sending.byAsync(process));
  }

  /**
   * The same block with a pre-handler: it gets the message before it is sent, and gives the one to
   * send. When it gives null the visit ends there, silently.
   */
  public Block<A, B> before(Function<Message<A>, @Nullable Message<A>> handler) {
    return with(handlers.before(handler));
  }

  /** The same block with an asynchronous pre-handler. */
  public Block<A, B> beforeAsync(
      Function<Message<A>, ? extends CompletionStage<? extends @Nullable Message<A>>> handler) {
    return with(handlers.beforeAsync(handler));
  }

  /**
   * The same block with a post-handler: it gets what the sending gave, or the message as it was
   * sent when that gave nothing.
   */
  public Block<A, B> after(After handler) {
    return with(handlers.after(handler));
  }

  /** The same block with an asynchronous post-handler. */
  public Block<A, B> afterAsync(AsyncAfter handler) {
    return with(handlers.afterAsync(handler));
  }

  /** The same block, whose post-handler is not run when the sending gives nothing. */
  public Block<A, B> afterOnlyWithMessage() {
    return with(handlers.onlyWithMessage());
  }

  private Block<A, B> with(Sending other) {
    return new Block<>(name, takes, gives, other, handlers);
  }

  private Block<A, B> with(Handlers other) {
    return new Block<>(name, takes, gives, sending, other);
  }

  /** The block's name. */
  public String name() {
    return name;
  }

  /** What it takes. */
  public TypeToken<A> takes() {
    return takes;
  }

  /** What its service gives. */
  public TypeToken<B> gives() {
    return gives;
  }

  /** The service that it asks; empty when it sends by other means. */
  public Optional<String> service() {
    return sending.service();
  }

  /** What it asks the service for; empty for what that does by default. */
  public String command() {
    return sending.command();
  }

  Sending sending() {
    return sending;
  }

  Handlers handlers() {
    return handlers;
  }

  @Override
  public String toString() {
    return name;
  }
}
