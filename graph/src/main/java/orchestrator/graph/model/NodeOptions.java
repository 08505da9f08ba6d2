package orchestrator.graph.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds how a node is tried, and when.
 *
 * @param retries how many times it is tried again after a failure, 0 to 1 000
 * @param backoff how long to wait before the second try; doubles with each, up to a minute
 * @param timeout of one try; empty for the runner's default
 * @param continueOnFailure whether its failure neither fails the graph nor stops what comes after
 * @param when what its predecessors must have come to
 * @param priority among nodes that are ready, those with a higher one start first
 * @param environment variables for engines that start a process
 */
public record NodeOptions(
    int retries,
    Duration backoff,
    Optional<Duration> timeout,
    boolean continueOnFailure,
    When when,
    int priority,
    Map<String, String> environment) {
  /** Tried once, after all predecessors have succeeded. */
  public static final NodeOptions DEFAULT =
      new NodeOptions(
          0, Duration.ofSeconds(1), Optional.empty(), false, When.SUCCEEDED, 0, Map.of());

  /** What the direct predecessors of a node must have come to before it starts. */
  public enum When {
    /** All have succeeded, or may fail; the rule. */
    SUCCEEDED,
    /** All have ended and at least one has failed; else the node is skipped. */
    FAILED,
    /** All have ended, however. */
    ENDED
  }

  /** Copies the map. */
  public NodeOptions {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }
}
