package orchestrator.graph.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.OptionalLong;

/** Answers in the forms that callers of gorch know. */
final class Answers {
  static final String JSON = "application/json; charset=UTF-8";
  static final String TEXT = "text/plain; charset=utf-8";

  private Answers() {}

  /** An error: its code and one sentence. */
  static HttpResponse error(HttpStatus status, String message, OptionalLong offset) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("code", status.code());
    body.put("message", message);
    offset.ifPresent(bytes -> body.put("Offset", bytes));
    return json(status, body);
  }

  static HttpResponse error(HttpStatus status, String message) {
    return error(status, message, OptionalLong.empty());
  }

  /** The orchestrator has not answered the runner yet. */
  static HttpResponse notReady() {
    return error(HttpStatus.SERVICE_UNAVAILABLE, "the graphs are not ready yet; try again soon");
  }

  static HttpResponse notFound() {
    return error(HttpStatus.NOT_FOUND, "Not Found");
  }

  static HttpResponse json(HttpStatus status, ObjectNode body) {
    return HttpResponse.of(headers(status, JSON), HttpData.ofUtf8(body + "\n"));
  }

  static HttpResponse text(HttpStatus status, String text) {
    return HttpResponse.of(headers(status, TEXT), HttpData.ofUtf8(text + "\n"));
  }

  static ResponseHeaders headers(HttpStatus status, String type) {
    return ResponseHeaders.builder(status)
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .build();
  }
}
