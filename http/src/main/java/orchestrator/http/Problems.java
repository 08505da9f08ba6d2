package orchestrator.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.CancelledSubscriptionException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;
import orchestrator.http.api.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever fails as a problem in one sentence. */
public final class Problems implements ServerErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** What Armeria says of a path that it cannot read. */
  private static final String INVALID_PATH = "Invalid request path";

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable failure) {
    String requestId = RequestId.of(context.request());
    return problem(Exceptions.peel(failure), requestId, context).response(requestId);
  }

  private static Problem problem(Throwable cause, String requestId, ServiceRequestContext context) {
    if (cause instanceof ProblemException refused) {
      return refused.problem();
    }
    if (cause instanceof ContentTooLargeException large) {
      return Problem.of(HttpStatus.REQUEST_ENTITY_TOO_LARGE, tooLarge(large.maxContentLength()));
    }
    if (cause instanceof RequestTimeoutException) {
      HttpMethod method = context.method();
      boolean reads = method == HttpMethod.GET || method == HttpMethod.HEAD;
      return Problem.of(
          HttpStatus.SERVICE_UNAVAILABLE,
          "the request took too long" + (reads ? "" : "; it may have been done"));
    }
    if (cause instanceof ClosedSessionException
        || cause instanceof CancelledSubscriptionException) {
      // Nobody reads this, and whoever leaves early must not fill the log.
      return Problem.of(HttpStatus.CLIENT_CLOSED_REQUEST, "the peer has gone");
    }
    if (cause instanceof HttpStatusException of) {
      return Problem.of(
          of.httpStatus(), sentence(of.httpStatus(), null, context.maxRequestLength()));
    }
    LOG.error("request {} failed", requestId, cause);
    return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "the server failed");
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    String requestId = RequestId.random();
    Problem problem =
        cause instanceof ProblemException refused
            ? refused.problem()
            : Problem.of(status, sentence(status, description, config.maxRequestLength()));
    return AggregatedHttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(Problem.TYPE)
            .set(RequestId.HEADER, requestId)
            .build(),
        HttpData.ofUtf8(problem.json(requestId)));
  }

  private static String tooLarge(long most) {
    return "the body has more than " + most + " bytes";
  }

  private static String sentence(HttpStatus status, @Nullable String description, long mostBytes) {
    if (status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)) {
      return tooLarge(mostBytes);
    }
    if (INVALID_PATH.equals(description)) {
      return "the path is not well formed: it goes up by \"..\", has a percent sign without two"
          + " hexadecimal digits, or a character that no path has";
    }
    if (status.equals(HttpStatus.BAD_REQUEST)) {
      return "the request is not well formed HTTP";
    }
    if (status.equals(HttpStatus.NOT_FOUND)) {
      return "there is nothing at this path; /openapi.json tells what there is";
    }
    return "the request cannot be taken: " + status.reasonPhrase();
  }
}
