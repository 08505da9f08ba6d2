package orchestrator.flow.durable;

import java.time.Duration;

/**
 * Tells of one hop of a durable run.
 *
 * @param place the visit, and the laps of the loops around it; {@code ~} before what undoes one
 * @param service the service that was asked
 * @param organization the organization that runs it
 * @param status how the hop stands: waiting, running, done, failed or canceled
 * @param takings how often a service has taken it: more than once after a crash
 * @param time from its registration to its last change so far
 * @param reason why it failed or was cancelled; empty otherwise
 */
public record Hop(
    String place,
    String service,
    String organization,
    Status status,
    int takings,
    Duration time,
    String reason) {
  /** How a hop can stand. */
  public enum Status {
    /** No service has taken it yet. */
    WAITING,
    /** A service works on it, or has died while it did. */
    RUNNING,
    /** It was answered. */
    DONE,
    /** The service failed. */
    FAILED,
    /** Its time was up, or somebody cancelled it. */
    CANCELED
  }
}
