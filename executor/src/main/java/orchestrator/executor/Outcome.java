package orchestrator.executor;

import java.util.Map;

/**
 * Holds what came of a try to run a node.
 *
 * @param status whether it succeeded
 * @param outputs the wanted outputs with their values, those that nothing has set as they were
 * @param reason one sentence for people when it did not succeed, else empty
 * @param log what the work has written, its last part if it was too long; may be empty
 */
public record Outcome(Status status, Map<String, String> outputs, String reason, String log) {
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
