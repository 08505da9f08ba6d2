package orchestrator.learning.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.stream.CancelledSubscriptionException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServiceErrorHandler;
import com.linecorp.armeria.server.ServiceRequestContext;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;
import orchestrator.http.api.RequestId;
import orchestrator.learning.LearningException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what fails in the forms that callers of the original know. */
final class Refusals implements ServiceErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final Cors cors;

  Refusals(Cors cors) {
    this.cors = cors;
  }

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable failure) {
    Throwable cause = Exceptions.peel(failure);
    if (cause instanceof LearningException refused) {
      return Answers.error(status(refused.kind()), String.valueOf(refused.getMessage()));
    }
    if (cause instanceof RefusedPage refused) {
      return Answers.page(refused.status(), String.valueOf(refused.getMessage()));
    }
    if (cause instanceof ProblemException refused) {
      return problem(refused.problem());
    }
    if (cause instanceof ContentTooLargeException) {
      return status(context, HttpStatus.REQUEST_ENTITY_TOO_LARGE);
    }
    if (cause instanceof HttpStatusException refused) {
      return status(context, refused.httpStatus());
    }
    if (cause instanceof RequestTimeoutException) {
      return Answers.error(
          HttpStatus.SERVICE_UNAVAILABLE, "the request took too long; it may have been done");
    }
    if (cause instanceof ClosedSessionException
        || cause instanceof CancelledSubscriptionException) {
      // Nobody reads this, and whoever leaves early must not fill the log.
      return Answers.error(HttpStatus.CLIENT_CLOSED_REQUEST, "the peer has gone");
    }
    LOG.error("request {} failed", RequestId.of(context.request()), cause);
    return Answers.page(HttpStatus.INTERNAL_SERVER_ERROR, "The server failed.");
  }

  private static HttpResponse problem(Problem problem) {
    return problem.status().equals(HttpStatus.UNAUTHORIZED)
        ? Answers.unauthorized()
        : Answers.error(problem.status(), problem.detail())
            .mapHeaders(headers -> headers.toBuilder().add(problem.headers()).build());
  }

  private static HttpStatus status(LearningException.Kind kind) {
    return switch (kind) {
      case REFUSED -> HttpStatus.BAD_REQUEST;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case CONFLICT -> HttpStatus.CONFLICT;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }

  private static HttpResponse status(ServiceRequestContext context, HttpStatus status) {
    return status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
        ? Answers.error(status, "the body has more than " + context.maxRequestLength() + " bytes")
        : Answers.page(status, "The request cannot be taken.");
  }

  /** What is refused before the service is asked, which would have added the headers. */
  @Override
  public AggregatedHttpResponse renderStatus(
      ServiceRequestContext context,
      RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return status(context, status).mapHeaders(it -> cors.addTo(it, headers)).aggregate().join();
  }
}
