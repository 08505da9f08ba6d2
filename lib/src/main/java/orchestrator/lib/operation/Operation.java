package orchestrator.lib.operation;

import io.grpc.MethodDescriptor;

/**
 * A row of the table of operations: an rpc and what it does.
 *
 * @param method the generated descriptor; {@code isSafe()} tells that the rpc only reads
 * @param handler does it
 */
public record Operation<Q, A>(MethodDescriptor<Q, A> method, Handler<Q, A> handler) {
  /** What an rpc does, within a transaction. */
  @FunctionalInterface
  public interface Handler<Q, A> {
    /** Answers the request, or throws what the caller is to be told. */
    A handle(Transaction transaction, Q request);
  }

  /** True if the rpc changes nothing. */
  public boolean readsOnly() {
    return method.isSafe();
  }
}
