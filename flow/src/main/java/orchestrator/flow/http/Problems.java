package orchestrator.flow.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.RejectedExecutionException;
import orchestrator.flow.wire.MessageFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells callers in RFC 9457's form why a request was not done: a sentence, and no trace. */
final class Problems implements ServerErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final MediaType TYPE = MediaType.parse("application/problem+json");
  private static final int LONGEST = 2_000;
  private static final int AGAIN_SECONDS = 1;

  private final long mostBytes;

  Problems(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  static HttpResponse of(HttpStatus status, String detail) {
    return aggregated(status, detail).toHttpResponse();
  }

  /** A request that may be made again soon. */
  static HttpResponse later(String detail) {
    return of(HttpStatus.SERVICE_UNAVAILABLE, detail);
  }

  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static AggregatedHttpResponse aggregated(HttpStatus status, String detail) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "about:blank");
    body.put("title", status.reasonPhrase());
    body.put("status", status.code());
    body.put("detail", shortened(detail));
    var headers = ResponseHeaders.builder(status).contentType(TYPE);
    if (status.equals(HttpStatus.SERVICE_UNAVAILABLE)) {
      headers.set(HttpHeaderNames.RETRY_AFTER, Integer.toString(AGAIN_SECONDS));
    }
    if (status.equals(HttpStatus.UNAUTHORIZED)) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    return AggregatedHttpResponse.of(headers.build(), HttpData.ofUtf8(body + "\n"));
  }

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable thrown) {
    Throwable fault = Exceptions.peel(thrown);
    if (fault instanceof MessageFormatException wrong) {
      return of(HttpStatus.BAD_REQUEST, wrong.getMessage());
    }
    if (fault instanceof HttpStatusException told) {
      return of(told.httpStatus(), sentence(told.httpStatus(), null));
    }
    if (fault instanceof RequestTimeoutException) {
      return of(HttpStatus.REQUEST_TIMEOUT, "the request took too long");
    }
    if (fault instanceof RejectedExecutionException) {
      return later("this process takes no more messages");
    }
    if (Exceptions.isExpected(fault)) {
      return later("the call has ended before its answer");
    }
    LOG.error("a request failed", fault);
    return of(HttpStatus.INTERNAL_SERVER_ERROR, "this process is at fault; see its log");
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return aggregated(status, sentence(status, headers));
  }

  private String sentence(HttpStatus status, @Nullable RequestHeaders headers) {
    return switch (status.code()) {
      case 404 -> "there is nothing at " + (headers == null ? "this path" : headers.path());
      case 405 -> "the path does not take this method";
      case 413 -> "a message may have at most %d bytes".formatted(mostBytes);
      default -> "the request is not served: " + status.reasonPhrase();
    };
  }
}
