package orchestrator.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import orchestrator.lib.persistence.Times;
import orchestrator.server.logging.Logging;
import orchestrator.server.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Names each call, and tells log and metrics how it ended; it is the outermost interceptor. Never
 * logs a payload.
 */
final class ObservingInterceptor implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger("orchestrator.call");
  private static final int MAX_REQUEST_ID = 128;
  private static final Set<Status.Code> ALARMING =
      EnumSet.of(Status.Code.INTERNAL, Status.Code.UNAVAILABLE);

  private final Metrics metrics;

  ObservingInterceptor(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String requestId = requestId(headers);
    Context context = Context.current().withValue(Identity.REQUEST_ID, requestId);
    return Contexts.interceptCall(context, new Observed<>(call, requestId, headers), headers, next);
  }

  private static String requestId(Metadata headers) {
    String given = headers.get(Headers.REQUEST_ID);
    if (given == null || given.isEmpty() || given.length() > MAX_REQUEST_ID) {
      return Times.hex(ThreadLocalRandom.current().nextInt() & 0xffffffffL, 8);
    }
    return given;
  }

  private final class Observed<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final String requestId;
    private final Metadata headers;
    private final long start = System.nanoTime();

    private Observed(ServerCall<Q, A> call, String requestId, Metadata headers) {
      super(call);
      this.requestId = requestId;
      this.headers = headers;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      trailers.put(Headers.REQUEST_ID, requestId);
      super.close(status, trailers);
      long nanos = System.nanoTime() - start;
      String method = getMethodDescriptor().getFullMethodName();
      metrics.call(method, status.getCode(), nanos);
      log(method, status, nanos);
    }

    private void log(String method, Status status, long nanos) {
      boolean fault = status.getCause() != null && ALARMING.contains(status.getCode());
      if (!fault && !LOG.isDebugEnabled()) {
        return;
      }
      MDC.put(Logging.REQUEST_ID, requestId);
      if (fault) {
        LOG.error("{} failed", method, status.getCause());
      } else {
        LOG.debug(
            "{} by {} on {}: {} in {} us",
            method,
            headers.get(Headers.MSP_ID),
            headers.get(Headers.CHANNEL),
            status.getCode(),
            nanos / 1000);
      }
      MDC.remove(Logging.REQUEST_ID);
    }
  }
}
