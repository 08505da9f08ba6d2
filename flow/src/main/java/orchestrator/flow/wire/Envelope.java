package orchestrator.flow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.reflect.TypeToken;
import java.util.Objects;
import orchestrator.flow.Flow;
import orchestrator.flow.Header;
import orchestrator.flow.Message;
import orchestrator.flow.Visit;
import orchestrator.flow.service.Service;
import org.jspecify.annotations.Nullable;

/** Is a message that was read, whose body waits for somebody who knows its type. */
public final class Envelope {
  private static final TypeToken<JsonNode> ANY = TypeToken.of(JsonNode.class);

  /** A message as it is written. */
  record Json(@Nullable HeaderJson header, @Nullable JsonNode body) {}

  private final MessageCodec codec;
  private final Json json;
  private final Header header;

  Envelope(MessageCodec codec, Json json) {
    this.codec = codec;
    this.json = json;
    this.header = headerJson().header((visit, body) -> body);
  }

  private HeaderJson headerJson() {
    return json.header() == null ? HeaderJson.NONE : json.header();
  }

  /** Where the message comes from and where it goes. */
  public Header header() {
    return header;
  }

  /** The message with its body, and the bodies to undo, as they were read. */
  public Message<JsonNode> raw() {
    return new Message<>(Objects.requireNonNull(json.body()), header);
  }

  /**
   * The message as a service takes it.
   *
   * @throws MessageFormatException when the body is not what the command takes
   * @throws IllegalArgumentException when the service has no such command
   */
  public Message<?> toService(Service service) {
    TypeToken<?> type =
        service
            .takes(header.command())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the service '%s' has no command '%s'; it has %s"
                            .formatted(service.name(), header.command(), service.commands())));
    return message(type, header);
  }

  /**
   * The message as an orchestrator takes it: a first one, or the answer to a visit.
   *
   * @throws MessageFormatException when the body is not what the flow takes, or the visit gives
   * @throws orchestrator.flow.error.FlowOrchestratorException when the source is no visit of the
   *     flow
   */
  public Message<?> toFlow(Flow<?, ?> flow) {
    return message(type(flow), typed(flow));
  }

  /**
   * The message as a visit sent it.
   *
   * @throws MessageFormatException when the body is not what the visit takes
   * @throws orchestrator.flow.error.FlowOrchestratorException when the source is no visit of the
   *     flow
   */
  public Message<?> sentBy(Flow<?, ?> flow) {
    return message(flow.visit(header.source()).block().takes(), typed(flow));
  }

  /**
   * The body as a visit's service gave it.
   *
   * @throws MessageFormatException when it is not what the visit gives
   */
  public Message<?> givenTo(Visit visit) {
    return message(visit.name().startsWith(Visit.UNDO) ? ANY : visit.block().gives(), header);
  }

  private Header typed(Flow<?, ?> flow) {
    return headerJson()
        .header((visit, body) -> codec.body(body, flow.visit(visit).block().gives()));
  }

  /**
   * The body and the attributes of the answer to a visit, for whoever knows the rest.
   *
   * @throws MessageFormatException when the body is not what the visit gives
   */
  public Message<?> given(Flow<?, ?> flow) {
    return message(
        header.source().startsWith(Visit.UNDO) ? ANY : flow.visit(header.source()).block().gives(),
        header);
  }

  private TypeToken<?> type(Flow<?, ?> flow) {
    if (header.source().isEmpty()) {
      return flow.takes();
    }
    Visit visit = flow.visit(header.source());
    if (header.source().startsWith(Visit.UNDO)) {
      return ANY;
    }
    return header.fault() == null ? visit.block().gives() : visit.block().takes();
  }

  private Message<?> message(TypeToken<?> type, Header withHeader) {
    return new Message<>(codec.body(json.body(), type), withHeader);
  }
}
