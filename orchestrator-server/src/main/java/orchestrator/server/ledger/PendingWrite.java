package orchestrator.server.ledger;

import com.google.protobuf.MessageLite;
import orchestrator.lib.operation.Operation;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.CallQueue;
import orchestrator.server.engine.AnswerCallback;

/** Holds a call that writes, which waits for its turn and is then run. */
record PendingWrite<Q, A>(
    LedgerCalls calls,
    CallContext caller,
    Operation<Q, A> operation,
    Q request,
    AnswerCallback<A> callback)
    implements CallQueue.Entry {

  @Override
  public String organization() {
    return caller.requester();
  }

  @Override
  public int bytes() {
    return request instanceof MessageLite message ? message.getSerializedSize() : 0;
  }

  /** Runs it, and tells the outcome. */
  void run() {
    A answer;
    try {
      answer = calls.write(caller, operation, request);
    } catch (RuntimeException | Error e) {
      callback.failed(e);
      return;
    }
    callback.answered(answer);
  }

  /** Tells that it was not run. */
  void fail(Throwable why) {
    callback.failed(why);
  }
}
