package orchestrator.learning.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Streams;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.util.List;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;
import orchestrator.learning.rule.Fields;

/** Reads what was posted. */
final class JsonBody {
  /** Values take many times the bytes that they are written in. */
  private static final long MOST_TOKENS = 1_000_000;

  private static final ObjectReader JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private JsonBody() {}

  /** Refuses what is not said to be JSON; no form of another site's page can say so. */
  static void refuseOtherTypes(HttpRequest request) {
    MediaType type = request.contentType();
    if (type == null || !type.isJson()) {
      throw refused("The body must be JSON, with the header Content-Type: application/json.");
    }
  }

  /**
   * The object of a body.
   *
   * @param required keys that it must have
   */
  static ObjectNode read(byte[] body, List<String> required) {
    if (!(parse(body) instanceof ObjectNode object)) {
      throw refused("The body must be a JSON object.");
    }
    if (!required.stream().allMatch(object::has)) {
      throw new LearningException(Kind.REFUSED, "wrong key in posted data");
    }
    return object;
  }

  private static JsonNode parse(byte[] body) {
    try {
      JsonNode value = JSON.readTree(body);
      if (!Fields.isFinite(value)) {
        throw refused("The body has a number that is too large.");
      }
      if (!isWellFormed(value)) {
        throw refused("The body has half a surrogate pair, which is no character.");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw refused("The body has too many values, or too long or too deep ones.");
    } catch (IOException e) {
      throw refused("The body is not JSON.");
    }
  }

  /** An id such as "\\ud800" would be stored as another one, and be looked for in vain. */
  private static boolean isWellFormed(JsonNode value) {
    return value.isTextual()
        ? isWellFormed(value.textValue())
        : Streams.stream(value.fieldNames()).allMatch(JsonBody::isWellFormed)
            && Streams.stream(value).allMatch(JsonBody::isWellFormed);
  }

  private static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(each -> each >= 0xd800 && each <= 0xdfff);
  }

  private static RefusedPage refused(String sentence) {
    return new RefusedPage(HttpStatus.BAD_REQUEST, sentence);
  }
}
