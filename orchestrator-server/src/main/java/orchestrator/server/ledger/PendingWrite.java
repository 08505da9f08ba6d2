package orchestrator.server.ledger;

import com.google.protobuf.MessageLite;
import orchestrator.lib.operation.Operation;
import orchestrator.server.call.CallQueue;
import orchestrator.server.call.Caller;
import orchestrator.server.engine.Outcome;

/** Holds a call that writes, which waits for its turn and is then run. */
record PendingWrite<Q, A>(
    LedgerCalls calls, Caller caller, Operation<Q, A> operation, Q request, Outcome<A> outcome)
    implements CallQueue.Waiting {

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
      outcome.failed(e);
      return;
    }
    outcome.answered(answer);
  }

  /** Tells that it was not run. */
  void fail(Throwable why) {
    outcome.failed(why);
  }
}
