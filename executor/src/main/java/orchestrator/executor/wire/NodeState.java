package orchestrator.executor.wire;

import orchestrator.executor.WorkResult;

/** Lists the states of a node that an executor tells. */
public final class NodeState {
  public static final int RUNNING = 2;
  public static final int SUCCESS = 3;
  public static final int FAILURE = 4;
  public static final int CANCELED = 11;

  private NodeState() {}

  /**
   * How an end is told; what nobody knows the end of is a failure for those who only know these.
   */
  public static int of(WorkResult.Status status) {
    return switch (status) {
      case SUCCEEDED -> SUCCESS;
      case CANCELED -> CANCELED;
      case FAILED, LOST -> FAILURE;
    };
  }

  /** Whether nothing more happens to a node in this state. */
  public static boolean isEnd(int state) {
    return state >= SUCCESS;
  }
}
