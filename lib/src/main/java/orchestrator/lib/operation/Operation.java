package orchestrator.lib.operation;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.lib.transaction.Transaction;

/**
 * Holds a row of the table of operations: an rpc and what it does.
 *
 * @param method the generated descriptor; {@code isSafe()} tells that the rpc only reads
 * @param handler does it
 * @param sizes bounds what it makes
 */
public record Operation<Q, A>(
    MethodDescriptor<Q, A> method, Handler<Q, A> handler, SizeLimits sizes) {
  /** What an rpc does, within a transaction. */
  @FunctionalInterface
  public interface Handler<Q, A> {
    /** Answers the request, or throws what the caller is to be told. */
    A handle(Transaction transaction, Q request);
  }

  /**
   * Answers the request, or throws what the caller is to be told; then nothing of the transaction
   * may stay.
   *
   * @throws orchestrator.lib.error.SizeException if an event or the answer could not be sent
   */
  public A run(Transaction transaction, Q request) {
    A answer = handler.handle(transaction, request);
    transaction.events().forEach(sizes::check);
    if (answer instanceof MessageLite message) {
      sizes.check(method.getBareMethodName(), message);
    }
    return answer;
  }

  /** True if the rpc changes nothing. */
  public boolean readsOnly() {
    return method.isSafe();
  }
}
