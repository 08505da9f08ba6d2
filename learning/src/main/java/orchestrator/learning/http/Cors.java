package orchestrator.learning.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;

/** Lets browsers show answers to pages of every origin, if that is switched on. */
final class Cors {
  private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

  private final boolean isOn;

  Cors(boolean isOn) {
    this.isOn = isOn;
  }

  boolean isOn() {
    return isOn;
  }

  /** The headers of every answer to a request. */
  HttpHeaders headers(RequestHeaders request) {
    HttpHeadersBuilder headers = HttpHeaders.builder();
    if (!isOn) {
      return headers.build();
    }
    String origin = request.get(HttpHeaderNames.ORIGIN);
    headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin == null ? "*" : origin);
    if (origin != null) {
      headers.set(HttpHeaderNames.VARY, "Origin");
    }
    boolean isPreflight =
        request.method() == HttpMethod.OPTIONS
            && request.contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    if (isPreflight) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      String asked = request.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
      if (asked != null) {
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, asked);
      }
    }
    return headers.build();
  }

  /** The headers of an answer, with these. */
  ResponseHeaders addTo(ResponseHeaders answer, RequestHeaders request) {
    return answer.toBuilder().set(headers(request)).build();
  }
}
