package orchestrator.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.RejectedExecutionException;
import orchestrator.lib.operation.Operation;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.FairPool;
import orchestrator.server.engine.AnswerCallback;
import orchestrator.server.engine.Engine;
import orchestrator.server.logging.OutOfMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the requests of one rpc to the engine. */
final class UnaryHandler<Q, A> implements ServerCalls.UnaryMethod<Request<Q>, A> {
  private static final Logger LOG = LoggerFactory.getLogger(UnaryHandler.class);

  private final Engine engine;
  private final Operation<Q, A> operation;
  private final FairPool calls;

  /**
   * A handler.
   *
   * @param calls runs what would keep the transport's threads: reads, and large requests
   */
  UnaryHandler(Engine engine, Operation<Q, A> operation, FairPool calls) {
    this.engine = engine;
    this.operation = operation;
    this.calls = calls;
  }

  @Override
  public void invoke(Request<Q> request, StreamObserver<A> observer) {
    ServerCallStreamObserver<A> answer = (ServerCallStreamObserver<A>) observer;
    // With a handler, answering a client that has gone is no error.
    answer.setOnCancelHandler(() -> {});
    CallContext caller = Identity.caller(answer::isCancelled);
    if (operation.readsOnly() || request.isLarge()) {
      try {
        calls.execute(caller.requester(), request.bytes(), () -> run(caller, request, answer));
      } catch (RejectedExecutionException e) {
        new AnswerSender<>(answer).failed(e);
      }
    } else {
      run(caller, request, answer);
    }
  }

  private void run(CallContext caller, Request<Q> request, StreamObserver<A> answer) {
    try {
      engine.execute(caller, operation, request.message(), new AnswerSender<>(answer));
    } catch (RuntimeException | Error e) {
      new AnswerSender<>(answer).failed(e);
    }
  }

  /**
   * Sends what the engine tells.
   *
   * @param answer the call
   */
  private record AnswerSender<A>(StreamObserver<A> answer) implements AnswerCallback<A> {
    @Override
    public void answered(A message) {
      send(
          () -> {
            answer.onNext(message);
            answer.onCompleted();
          });
    }

    @Override
    public void failed(Throwable why) {
      send(() -> answer.onError(StatusMapper.status(why).asRuntimeException()));
    }

    private static void send(Runnable sending) {
      try {
        sending.run();
      } catch (RejectedExecutionException e) {
        LOG.debug("an answer comes after the end of its connection's thread", e);
      } catch (RuntimeException | Error e) {
        OutOfMemory.endsTheProcess(e);
        LOG.error("an answer could not be sent", e);
      }
    }
  }
}
