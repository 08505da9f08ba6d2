package orchestrator.scenario.proxy.api;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;

/** Calls a server without a thread for each call, and each call once. */
final class Calls {
  private final OrchestratorClient client;
  private final Duration timeout;
  private final CallOptions options;

  Calls(OrchestratorClient client, Duration timeout) {
    this(client, timeout, CallOptions.DEFAULT);
  }

  private Calls(OrchestratorClient client, Duration timeout, CallOptions options) {
    this.client = client;
    this.timeout = timeout;
    this.options = options;
  }

  /** Calls that wait, as long as a call may, for a server that is away. */
  static Calls whenReady(OrchestratorClient client, Duration timeout) {
    return new Calls(client, timeout, CallOptions.DEFAULT.withWaitForReady());
  }

  OrchestratorClient client() {
    return client;
  }

  /**
   * Makes a call.
   *
   * @return the answer, or an {@link OrchestratorException}; what depends on it runs on the
   *     transport's thread
   */
  <Q, A> CompletableFuture<A> call(MethodDescriptor<Q, A> method, Q request) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    CallOptions once = options.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
    Futures.addCallback(
        ClientCalls.futureUnaryCall(client.grpc().newCall(method, once), request),
        new FutureCallback<A>() {
          @Override
          public void onSuccess(A result) {
            answer.complete(result);
          }

          @Override
          public void onFailure(Throwable failure) {
            answer.completeExceptionally(
                OrchestratorException.of(method.getBareMethodName(), status(failure)));
          }
        },
        MoreExecutors.directExecutor());
    return answer;
  }

  private static StatusRuntimeException status(Throwable failure) {
    return failure instanceof StatusRuntimeException known
        ? known
        : Status.fromThrowable(failure).asRuntimeException();
  }
}
