package orchestrator.learning.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;

/** Answers in the forms that callers of the original know. */
final class Answers {
  private Answers() {}

  /** A body that is JSON already. */
  static HttpResponse json(HttpStatus status, String body) {
    return HttpResponse.of(headers(status, MediaType.JSON), HttpData.ofAscii(body));
  }

  /** One sentence under the key {@code Error}. */
  static HttpResponse error(HttpStatus status, String text) {
    return json(status, PythonJson.body(JsonNodeFactory.instance.objectNode().put("Error", text)));
  }

  /** A page of one sentence. */
  static HttpResponse page(HttpStatus status, String sentence) {
    return HttpResponse.of(
        headers(status, MediaType.HTML_UTF_8),
        HttpData.ofUtf8(
            """
            <!doctype html>
            <title>%1$s</title>
            <h1>%1$s</h1>
            <p>%2$s</p>
            """
                .formatted(status, sentence)));
  }

  static HttpResponse unauthorized() {
    return HttpResponse.of(
        headers(HttpStatus.UNAUTHORIZED, MediaType.HTML_UTF_8).toBuilder()
            .set(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"Authentication Required\"")
            .build(),
        HttpData.ofUtf8("Unauthorized Access"));
  }

  static ResponseHeaders headers(HttpStatus status, MediaType type) {
    return ResponseHeaders.builder(status)
        .contentType(type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .build();
  }
}
