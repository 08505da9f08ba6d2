package orchestrator.graph.dot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orchestrator.graph.source.Place;

/**
 * Holds what a DOT file says: nodes with attributes, and edges.
 *
 * @param name of the graph, may be empty
 * @param attributes of the graph
 * @param nodes by the id in the file, in the order in which they are named first
 * @param edges may be there more than once
 */
record DotFile(
    String name, Map<String, Text> attributes, Map<String, DotNode> nodes, List<DotEdge> edges) {
  /**
   * Holds the value of an attribute.
   *
   * @param value as it is in the quotes
   * @param isHtml whether it is a text of HTML
   * @param place where it is
   */
  record Text(String value, boolean isHtml, Place place) {}

  /**
   * Holds an edge.
   *
   * @param from the number of a node, from 0
   * @param to the number of a node, from 0
   */
  record DotEdge(int from, int to) {}

  /** Holds a node; its attributes grow while the file is read. */
  static final class DotNode {
    private final int number;
    private final Map<String, Text> attributes;

    DotNode(int number, Map<String, Text> attributes) {
      this.number = number;
      this.attributes = new LinkedHashMap<>(attributes);
    }

    /** Its place in the order of the file. */
    int number() {
      return number;
    }

    Map<String, Text> attributes() {
      return attributes;
    }
  }
}
