package orchestrator.graph.model;

/**
 * Says what is wrong with a graph, and where.
 *
 * @param place a line, a node, a field: {@code line 3}, {@code nodes[2].id}; may be empty
 * @param message what is wrong there, without the place
 */
public record Fault(String place, String message) {
  /** A fault at a place. */
  public static Fault at(String place, String message) {
    return new Fault(place, message);
  }

  @Override
  public String toString() {
    return place.isEmpty() ? message : place + ": " + message;
  }
}
