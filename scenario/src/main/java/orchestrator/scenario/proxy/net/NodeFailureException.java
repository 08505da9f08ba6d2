package orchestrator.scenario.proxy.net;

/** Says in one sentence why a node did not do what was asked. */
public final class NodeFailureException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure with this sentence as its reason. */
  public NodeFailureException(String message) {
    // Thousands of transactions a second may fail, and nobody reads where.
    super(message, null, false, false);
  }
}
