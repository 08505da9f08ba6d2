package orchestrator.flow;

import java.util.Objects;
import java.util.Optional;

/**
 * Carries a body from one service to the next, with a header that says where it is in its flow.
 * Messages do not change; whoever changes something makes another message.
 *
 * <pre>{@code
 * Message<Order> message = Message.of(new Order("tea", 3)).toFlow("order");
 * }</pre>
 *
 * @param body what it is about: as a rule a record, which should not be changed either
 * @param header where it comes from and where it goes
 * @param <B> the type of the body
 */
public record Message<B>(B body, Header header) {
  public Message {
    Objects.requireNonNull(body, "a message needs a body");
    Objects.requireNonNull(header, "a message needs a header");
  }

  /** A message that was nowhere yet and has nowhere to go. */
  public static <B> Message<B> of(B body) {
    return new Message<>(body, Header.EMPTY);
  }

  /** The same, by this flow. */
  public Message<B> toFlow(String flow) {
    return new Message<>(body, header.withFlow(flow));
  }

  /** The same, for this block alone: the flow is not looked at. */
  public Message<B> toTarget(String block) {
    return new Message<>(body, header.withTarget(block));
  }

  /** The same, asking a service for this. */
  public Message<B> withCommand(String command) {
    return new Message<>(body, header.withCommand(command));
  }

  /** The same, last at this visit. */
  public Message<B> withSource(String source) {
    return new Message<>(body, header.withSource(source));
  }

  /** The same, with one more attribute. */
  public Message<B> withAttribute(String name, String value) {
    return new Message<>(body, header.withAttribute(name, value));
  }

  /** The same header with another body. */
  public <C> Message<C> withBody(C other) {
    return new Message<>(other, header);
  }

  /** The same body with another header. */
  public Message<B> withHeader(Header other) {
    return new Message<>(body, other);
  }

  /**
   * The same, as what failed for this reason; a run that fails already goes on failing for its own.
   */
  public Message<B> failed(Fault fault) {
    Fault first = header.fault();
    return new Message<>(
        body, header.withFault(first == null ? fault : first.alsoNotUndone(fault)));
  }

  /**
   * The same, as what failed behind the visit at which it was last: in a handler, a condition or a
   * join of the flow.
   */
  public Message<B> failedBehind(Throwable cause) {
    return failed(Fault.of(behind(), Fault.Kind.FLOW, cause));
  }

  /** Where it goes wrong with a message that no visit has taken: behind the place of the last. */
  public String behind() {
    return header.source().isEmpty() ? "the start" : "what follows " + place();
  }

  /** Why the run fails, if it does. */
  public Optional<Fault> fault() {
    return Optional.ofNullable(header.fault());
  }

  /** What tells this hop of the run from all others: run, visit, and laps of the loops. */
  public String hop() {
    return header.run() + "/" + place();
  }

  /** Where in its run the message was last: visit, and laps of the loops around it. */
  public String place() {
    return header.laps().isEmpty() ? header.source() : header.source() + "#" + header.laps();
  }
}
