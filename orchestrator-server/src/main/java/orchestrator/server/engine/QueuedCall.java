package orchestrator.server.engine;

import com.google.protobuf.MessageLite;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.transaction.Transaction;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.CallQueue;
import org.jspecify.annotations.Nullable;

/** Holds a call that waits for its turn, then for its group's commit. */
final class QueuedCall<Q, A> implements CallQueue.Entry {
  private final CallContext caller;
  private final Operation<Q, A> operation;
  private final Q request;
  private final AnswerCallback<A> callback;
  private final int bytes;
  private @Nullable A answer;
  private @Nullable Throwable failure;
  private boolean told;

  QueuedCall(CallContext caller, Operation<Q, A> operation, Q request, AnswerCallback<A> callback) {
    this.caller = caller;
    this.operation = operation;
    this.request = request;
    this.callback = callback;
    this.bytes = request instanceof MessageLite message ? message.getSerializedSize() : 0;
  }

  CallContext caller() {
    return caller;
  }

  @Override
  public String organization() {
    return caller.requester();
  }

  @Override
  public int bytes() {
    return bytes;
  }

  /**
   * Runs the operation; false if it failed, and then nothing of the transaction may stay.
   *
   * @param check lets it fail in the end, by what it throws
   */
  boolean run(Transaction transaction, Runnable check) {
    try {
      A given = operation.run(transaction, request);
      check.run();
      answer = given;
      return true;
    } catch (RuntimeException | Error e) {
      // Whatever a call runs into, the others of its group must not be told of it.
      failure = e;
      return false;
    }
  }

  /** Tells the outcome of {@link #run}; to be called when the group is durable. */
  void answer() {
    if (answer == null) {
      fail(Objects.requireNonNull(failure, "the call has not run"));
    } else if (!told) {
      told = true;
      callback.answered(answer);
    }
  }

  /** Tells that the call failed, unless its outcome was told before. */
  void fail(Throwable why) {
    if (!told) {
      told = true;
      callback.failed(why);
    }
  }

  /** Tells that the call was not run. */
  void cancel() {
    fail(new CancellationException("the client has gone"));
  }
}
