package orchestrator.flow.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.reflect.TypeToken;
import java.lang.reflect.Type;
import orchestrator.flow.Message;

/**
 * Writes messages as JSON and reads them again. Unknown keys are dropped, and what can be converted
 * is: the text {@code "5"} becomes the number 5 where a number is wanted.
 *
 * <p>JSON does not say of which Java type a body is. Whoever reads a message knows: a service by
 * its command, an orchestrator by where the message comes from.
 *
 * <pre>{@code
 * MessageCodec codec = MessageCodec.standard();
 * String text = codec.write(Message.of(new Order("tea", 3)).toFlow("order"));
 * Message<?> same = codec.read(text).toFlow(order);
 * }</pre>
 */
public final class MessageCodec {
  private final ObjectMapper mapper;

  /** Reads and writes by a mapper of the user's own. */
  public MessageCodec(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Reads and writes records, and what the modules of Jackson on the class path know. */
  public static MessageCodec standard() {
    return new MessageCodec(
        JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build());
  }

  /**
   * Writes a message.
   *
   * @throws MessageFormatException when its body has no form in JSON
   */
  public String write(Message<?> message) {
    try {
      return mapper.writeValueAsString(
          new Envelope.Json(HeaderJson.of(message.header(), this::tree), tree(message.body())));
    } catch (JsonProcessingException e) {
      throw new MessageFormatException("a message cannot be written: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a message as far as that is possible without knowing its type.
   *
   * @throws MessageFormatException when it is no JSON, or no message
   */
  public Envelope read(String text) {
    Envelope.Json json;
    try {
      json = mapper.readValue(text, Envelope.Json.class);
    } catch (JsonProcessingException e) {
      throw new MessageFormatException("this is no message: " + e.getOriginalMessage(), e);
    }
    if (json == null || json.body() == null || json.body().isNull()) {
      throw new MessageFormatException("a message needs a body");
    }
    return new Envelope(this, json);
  }

  /** Writes a body alone. */
  public String writeBody(Object body) {
    return tree(body).toString();
  }

  /**
   * Reads a body alone.
   *
   * @throws MessageFormatException when it is not of this type
   */
  public <B> B readBody(String text, TypeToken<B> type) {
    try {
      return body(mapper.readTree(text), type);
    } catch (JsonProcessingException e) {
      throw new MessageFormatException("this is no body: " + e.getOriginalMessage(), e);
    }
  }

  private JsonNode tree(Object body) {
    try {
      return mapper.valueToTree(body);
    } catch (IllegalArgumentException e) {
      throw new MessageFormatException(
          "a body of the type %s cannot be written: %s"
              .formatted(body.getClass().getName(), e.getMessage()),
          e);
    }
  }

  <B> B body(JsonNode node, TypeToken<B> token) {
    Type type = token.getType();
    try {
      B body = mapper.treeToValue(node, mapper.constructType(type));
      if (body == null) {
        throw new MessageFormatException("a message needs a body");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new MessageFormatException(
          "the body is not of the type %s: %s".formatted(token, e.getOriginalMessage()), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      // A number that is none for its type, for example.
      throw new MessageFormatException(
          "the body is not of the type %s: %s".formatted(token, e.getMessage()), e);
    }
  }
}
