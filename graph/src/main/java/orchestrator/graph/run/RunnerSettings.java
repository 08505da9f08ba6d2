package orchestrator.graph.run;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds what a runner is told.
 *
 * @param folder where artefacts are kept; one runner at a time
 * @param address the door that serves the artefacts, {@code http://HOST:PORT}; registered with them
 * @param parallel how many nodes run at the same time, those of engine nil not among them
 * @param graphTimeout of graphs that name none
 * @param nodeTimeout of nodes that name none
 * @param sharing whether it takes up graphs that it was not given: those that were left, and those
 *     that others register
 * @param fetching how it asks other runners for what they have kept
 */
public record RunnerSettings(
    Path folder,
    URI address,
    int parallel,
    Duration graphTimeout,
    Duration nodeTimeout,
    boolean sharing,
    Fetching fetching) {
  /**
   * Says how other runners' doors are asked.
   *
   * @param token a file with the token of an account, for doors that ask who calls
   * @param authorities a PEM file of what has signed the doors' certificates; without, what the JVM
   *     trusts
   */
  public record Fetching(Optional<Path> token, Optional<Path> authorities) {
    /** Without either. */
    public static final Fetching PLAIN = new Fetching(Optional.empty(), Optional.empty());
  }

  /** What the time-outs are unless said otherwise. */
  public static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** How many nodes run at the same time unless said otherwise. */
  public static final int PARALLEL = 256;
}
