package orchestrator.client.worker;

import io.grpc.MethodDescriptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import orchestrator.client.Backoff;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats calls through any outage of the server: a worker has nothing better to do than to wait
 * for it. It gives up only when the worker stops.
 */
final class PersistentCalls {
  private static final Logger LOG = LoggerFactory.getLogger(PersistentCalls.class);

  private final OrchestratorClient client;
  private final Backoff backoff;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  PersistentCalls(OrchestratorClient client, Backoff backoff) {
    this.client = client;
    this.backoff = backoff;
  }

  OrchestratorClient client() {
    return client;
  }

  <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
    return persist(() -> client.call(method, request));
  }

  /** Changes an asset's status; false when that is refused because somebody else was faster. */
  <Q> boolean move(MethodDescriptor<Q, ?> method, Q action) {
    try {
      call(method, action);
      return true;
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.INAPPROPRIATE_STATUS)) {
        throw e;
      }
      LOG.debug("somebody else was faster: {}", e.getMessage());
      return false;
    }
  }

  /**
   * Repeats what fails for a passing reason.
   *
   * @throws OrchestratorException when the server refuses, or is still away when the worker stops
   */
  <T> T persist(Supplier<T> calls) {
    for (int failures = 0; ; failures++) {
      try {
        return calls.get();
      } catch (OrchestratorException e) {
        if (!e.isTransient() || !pause(failures)) {
          throw e;
        }
        LOG.info("trying again: {}", e.getMessage());
      }
    }
  }

  /** Waits before another try; false when the worker stops. */
  boolean pause(int failures) {
    try {
      stopped.get(backoff.delay(failures).toNanos(), TimeUnit.NANOSECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the stop of a worker cannot fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Completes when the worker is asked to stop. */
  CompletableFuture<Void> stopped() {
    return stopped;
  }

  boolean isStopping() {
    return stopped.isDone();
  }

  void stop() {
    stopped.complete(null);
  }
}
