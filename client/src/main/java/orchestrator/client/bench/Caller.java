package orchestrator.client.bench;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import orchestrator.client.OrchestratorException;

/** Makes measured calls without a thread each. */
final class Caller {
  /** Keeps a server that refuses everything from being asked in a hot loop. */
  private static final Executor AFTER_FAILURE =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

  private final Measurements measurements;
  private volatile boolean stopped;

  Caller(Measurements measurements) {
    this.measurements = measurements;
  }

  /** Lets no call follow a failed one any more, so that the end of the connections ends all. */
  void stop() {
    stopped = true;
  }

  /**
   * Makes a call.
   *
   * @param done what follows an answer; it runs on the transport's thread
   * @param failed what follows a failure, a short while after it
   */
  <Q, A> void call(
      Channel channel,
      MethodDescriptor<Q, A> method,
      Q request,
      Consumer<A> done,
      Runnable failed) {
    long start = System.nanoTime();
    ClientCalls.asyncUnaryCall(
        // Without a deadline: it would cost more than the rest of the call, and the end of the
        // connections ends what is still under way.
        channel.newCall(method, CallOptions.DEFAULT),
        request,
        new StreamObserver<A>() {
          private Optional<A> answer = Optional.empty();

          @Override
          public void onNext(A value) {
            answer = Optional.of(value);
          }

          @Override
          public void onCompleted() {
            measurements.answered(method.getBareMethodName(), System.nanoTime() - start);
            done.accept(answer.orElseThrow());
          }

          @Override
          public void onError(Throwable failure) {
            measurements.failed(code(method.getBareMethodName(), failure));
            if (!stopped) {
              AFTER_FAILURE.execute(failed);
            }
          }
        });
  }

  /** The method with the server's error code, or else the gRPC status. */
  static String code(String method, Throwable failure) {
    StatusRuntimeException status =
        failure instanceof StatusRuntimeException known
            ? known
            : Status.fromThrowable(failure).asRuntimeException();
    return method
        + " "
        + OrchestratorException.of(method, status)
            .code()
            .map(code -> code.id())
            .orElseGet(() -> status.getStatus().getCode().name());
  }
}
