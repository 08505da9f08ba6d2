package orchestrator.http.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.Status;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in RFC 9457's form why a request was not done.
 *
 * @param status of the answer
 * @param code of the API's error, such as {@code OE0002}; empty for what the API was not asked
 * @param grpcStatus the name of the gRPC status; empty for what the API was not asked
 * @param detail one sentence for a person
 * @param headers that the answer has besides, such as {@code Retry-After}
 */
public record Problem(
    HttpStatus status,
    Optional<String> code,
    Optional<String> grpcStatus,
    String detail,
    HttpHeaders headers) {
  /** What RFC 9457 calls an answer of this form. */
  public static final MediaType TYPE = MediaType.parse("application/problem+json");

  private static final Pattern CODED = Pattern.compile("(OE\\d{4}): (.*)", Pattern.DOTALL);

  /** A request that is not handed to the API. */
  public static Problem of(HttpStatus status, String detail) {
    return new Problem(status, Optional.empty(), Optional.empty(), detail, HttpHeaders.of());
  }

  /** The same, with a header. */
  public Problem with(CharSequence header, Object value) {
    return new Problem(
        status, code, grpcStatus, detail, headers.toBuilder().setObject(header, value).build());
  }

  /** A request that may be sent again after some seconds. */
  public static Problem tooMany(String detail, long retryAfterSeconds) {
    return of(HttpStatus.TOO_MANY_REQUESTS, detail)
        .with(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
  }

  /** A call of the API that failed. */
  public static Problem of(Status failed) {
    String description = description(failed);
    Matcher coded = CODED.matcher(description);
    boolean isCoded = coded.matches();
    return new Problem(
        status(failed.getCode()),
        isCoded ? Optional.of(coded.group(1)) : Optional.empty(),
        Optional.of(failed.getCode().name()),
        isCoded ? coded.group(2) : description,
        HttpHeaders.of());
  }

  /** A call that has not come through has a cause here; what a server says comes without. */
  private static String description(Status failed) {
    boolean isCut =
        failed.getCode() == Status.Code.UNAVAILABLE && failed.getCause() instanceof IOException;
    return isCut
        ? "the server cannot be reached, or its connection broke"
        : Optional.ofNullable(failed.getDescription()).orElse("no description");
  }

  /** The status that Google's mapping (google.rpc.Code) gives to a gRPC status. */
  static HttpStatus status(Status.Code code) {
    return switch (code) {
      case OK -> HttpStatus.OK;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case ALREADY_EXISTS, ABORTED -> HttpStatus.CONFLICT;
      case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
      case CANCELLED -> HttpStatus.CLIENT_CLOSED_REQUEST;
      case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      case UNKNOWN, INTERNAL, DATA_LOSS -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /** The body, for a request with an id. */
  public String json(String requestId) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "about:blank");
    body.put("title", status.reasonPhrase());
    body.put("status", status.code());
    code.ifPresent(known -> body.put("code", known));
    grpcStatus.ifPresent(name -> body.put("grpc_status", name));
    body.put("detail", detail);
    body.put("request_id", requestId);
    return body + "\n";
  }

  /** The answer to a request with an id. */
  public HttpResponse response(String requestId) {
    return HttpResponse.of(
        ResponseHeaders.builder(status)
            .add(headers)
            .contentType(TYPE)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .set(RequestId.HEADER, requestId)
            .build(),
        HttpData.ofUtf8(json(requestId)));
  }
}
