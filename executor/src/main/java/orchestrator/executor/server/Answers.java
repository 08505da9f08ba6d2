package orchestrator.executor.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.OptionalLong;

/** Makes the answers of an executor, in their forms. */
final class Answers {
  /** As it is written here, which the type for it would not keep. */
  private static final String JSON = "application/json; charset=UTF-8";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Answers() {}

  static HttpResponse json(HttpStatus status, String text) {
    return HttpResponse.of(
        ResponseHeaders.builder(status).set(HttpHeaderNames.CONTENT_TYPE, JSON).build(),
        HttpData.ofUtf8(text));
  }

  static HttpResponse text(HttpStatus status, String line) {
    return HttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, line + "\n");
  }

  static HttpResponse notFound() {
    return error(HttpStatus.NOT_FOUND, "Not Found");
  }

  static HttpResponse error(HttpStatus status, String message) {
    return json(status, errorJson(status, message, OptionalLong.empty()));
  }

  static HttpResponse badRequest(String message, OptionalLong offset) {
    return json(HttpStatus.BAD_REQUEST, errorJson(HttpStatus.BAD_REQUEST, message, offset));
  }

  /** The same for what no service answers. */
  static AggregatedHttpResponse aggregated(HttpStatus status, String message) {
    return AggregatedHttpResponse.of(
        ResponseHeaders.builder(status).set(HttpHeaderNames.CONTENT_TYPE, JSON).build(),
        HttpData.ofUtf8(errorJson(status, message, OptionalLong.empty())));
  }

  private static String errorJson(HttpStatus status, String message, OptionalLong offset) {
    ObjectNode error = MAPPER.createObjectNode();
    error.put("code", status.code());
    error.put("message", message);
    offset.ifPresent(bytes -> error.put("Offset", bytes));
    return error + "\n";
  }
}
