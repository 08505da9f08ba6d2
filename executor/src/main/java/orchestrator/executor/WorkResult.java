package orchestrator.executor;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what came of a try to run a node.
 *
 * @param status whether it succeeded
 * @param outputs the wanted outputs with their values, those that nothing has set as they were
 * @param reason one sentence for people when it did not succeed, else empty
 * @param log what the work has written, its last part if it was too long; may be empty
 */
public record WorkResult(Status status, Map<String, String> outputs, String reason, String log) {
  private static final int LONGEST_REASON = 1000;

  /** Sorts the outputs, and shortens a reason that quotes too much. */
  public WorkResult {
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + "…";
    }
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }

  /** Work that is done. */
  public static WorkResult succeeded(Map<String, String> outputs, String log) {
    return new WorkResult(Status.SUCCEEDED, outputs, "", log);
  }

  /** Work that has failed, or cannot be run at all; its outputs stay as they were. */
  public static WorkResult failed(Work work, String reason, String log) {
    return new WorkResult(Status.FAILED, work.outputs(), reason, log);
  }

  /** Work that was stopped. */
  public static WorkResult canceled(Work work, String log) {
    return new WorkResult(Status.CANCELED, work.outputs(), "it was stopped", log);
  }

  /** Work of which nobody knows whether it was done. */
  public static WorkResult lost(Work work, String reason) {
    return new WorkResult(Status.LOST, work.outputs(), reason, "");
  }

  /** How a try ends. */
  public enum Status {
    /** The work is done. */
    SUCCEEDED,
    /** The work has failed; another try may fail as well. */
    FAILED,
    /** It was stopped on request. */
    CANCELED,
    /** Nobody knows whether it was done: the executor went away, or has forgotten it. */
    LOST
  }
}
