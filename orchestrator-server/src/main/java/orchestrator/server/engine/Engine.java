package orchestrator.server.engine;

import orchestrator.lib.operation.Operation;
import orchestrator.server.call.CallContext;

/** Runs operations, each in a transaction of its own. */
public interface Engine {
  /**
   * Runs an operation.
   *
   * @param callback gets the answer, once all that the call wrote is durable; or an {@link
   *     orchestrator.lib.error.OrchestratorException} that the caller is to be told, a {@link
   *     orchestrator.server.storage.StorageException}, {@link BusyException} when too many calls
   *     wait, or {@link java.util.concurrent.CancellationException} when the call was not run
   *     because its client had gone
   */
  <Q, A> void execute(
      CallContext caller, Operation<Q, A> operation, Q request, AnswerCallback<A> callback);
}
