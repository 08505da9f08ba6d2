package orchestrator.client.resume;

import orchestrator.proto.ComputeTask;
import orchestrator.proto.NewComputeTask;

/**
 * Holds a task that runs again.
 *
 * @param predecessor the task as it stands in the plan that is taken up, or in one before it
 * @param cause why it runs again
 * @param task what is registered in its place
 */
public record Rerun(ComputeTask predecessor, Cause cause, NewComputeTask task) {

  /** Why a task runs again. */
  public enum Cause {
    /** It is not done. */
    NOT_DONE,
    /** The caller has given it another function or other inputs. */
    REPLACED,
    /** It is done, and a task runs again whose outputs it takes. */
    INPUT_CHANGED,
    /** It is done, and a task that runs again needs one of its models, which is disabled. */
    OUTPUT_DISABLED
  }
}
