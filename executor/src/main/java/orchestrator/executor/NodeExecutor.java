package orchestrator.executor;

/** Runs nodes: in this process, or by asking an executor elsewhere. */
public interface NodeExecutor extends AutoCloseable {
  /** The name by which a node's target chooses it. */
  String name();

  /**
   * Runs a node, at once or when its turn comes; returns without waiting for it, from any thread.
   * What cannot be run at all is a failed outcome.
   */
  Execution start(Work work);

  /** Whether it can be expected to run something now. */
  boolean isHealthy();

  /** Cancels what runs, and takes no more. */
  @Override
  void close();
}
