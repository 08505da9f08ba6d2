package orchestrator.graph.wfformat;

/**
 * Holds what a recorded task becomes.
 *
 * @param engine what runs it
 * @param scale what recorded times are multiplied by, for the engine sleep
 * @param targetsMachines whether a node's target is the machine on which the task ran
 */
public record WfOptions(Engine engine, double scale, boolean targetsMachines) {
  /** What runs a task. */
  public enum Engine {
    /** Waits as long as the task ran. */
    sleep,
    /** Runs the task's program. */
    shell,
    /** Succeeds at once. */
    nil
  }
}
