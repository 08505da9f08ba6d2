package orchestrator.executor.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what fails before or in a service, in the same form as the rest. */
final class Faults implements ServerErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable fault) {
    if (fault instanceof HttpStatusException told) {
      return told.httpStatus().equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
          ? Answers.badRequest(TaskService.TOO_LONG, OptionalLong.empty())
          : Answers.error(told.httpStatus(), told.httpStatus().reasonPhrase());
    }
    if (Exceptions.isExpected(fault) || fault instanceof RequestTimeoutException) {
      // The caller has gone.
      return Answers.error(HttpStatus.SERVICE_UNAVAILABLE, "the call has ended before its answer");
    }
    LOG.error("a request failed", fault);
    return Answers.error(HttpStatus.INTERNAL_SERVER_ERROR, "the executor is at fault");
  }

  @Override
  public @Nullable AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    // A body that is too long is as one that was cut, and so is no JSON.
    return status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
        ? Answers.aggregated(HttpStatus.BAD_REQUEST, TaskService.TOO_LONG)
        : Answers.aggregated(status, status.reasonPhrase());
  }
}
