package orchestrator.server.engine;

/**
 * Is told how a call ended, once. May be called by the thread that runs other calls, so it must not
 * block, nor throw.
 */
public interface AnswerCallback<A> {
  /** All that the call wrote is durable. */
  void answered(A answer);

  /**
   * The call has left no trace, unless it failed with a StorageException: then that is not known.
   */
  void failed(Throwable why);
}
