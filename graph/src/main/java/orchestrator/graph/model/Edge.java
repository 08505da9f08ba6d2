package orchestrator.graph.model;

/**
 * Says that one node must end before another starts.
 *
 * @param from the id of the node that comes first
 * @param to the id of the node that waits for it
 */
public record Edge(int from, int to) implements Comparable<Edge> {
  @Override
  public int compareTo(Edge other) {
    int order = Integer.compare(from, other.from);
    return order != 0 ? order : Integer.compare(to, other.to);
  }
}
