package orchestrator.server.ledger;

import com.google.protobuf.MessageLite;
import orchestrator.lib.operation.Operation;
import orchestrator.server.call.CallQueue;
import orchestrator.server.call.Caller;
import orchestrator.server.engine.Outcome;

/** A call that writes, and waits for its turn. */
record Write<Q, A>(
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
