package orchestrator.graph.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Holds a directed graph of jobs as it was sent. Ids are 0 to n-1, each once, and edges have no
 * circle; {@link GraphCheck} says so of one that is made.
 *
 * @param name free text, may be empty
 * @param nodes in the order in which they were sent, which need not be that of their ids
 * @param edges sorted, each once
 * @param timeout of the whole graph; empty for the runner's default
 * @param failFast whether the first failure stops all that runs
 */
public record Graph(
    String name, List<Node> nodes, List<Edge> edges, Optional<Duration> timeout, boolean failFast) {
  /** Copies and sorts. */
  public Graph {
    nodes = List.copyOf(nodes);
    edges = edges.stream().sorted().distinct().toList();
  }

  /** One in which other branches go on after a failure. */
  public Graph(String name, List<Node> nodes, List<Edge> edges, Optional<Duration> timeout) {
    this(name, nodes, edges, timeout, false);
  }
}
