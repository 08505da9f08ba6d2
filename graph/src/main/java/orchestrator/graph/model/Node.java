package orchestrator.graph.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds a node of a graph as it was sent.
 *
 * @param id its number, from 0: its place in {@link Graph#edges}
 * @param name free text, may be empty
 * @param target the host that it is for and the executor that runs it; empty for any
 * @param engine what kind of work it is; empty is {@code nil} when there is no artifact either
 * @param artifact script, program, address or image; may be empty
 * @param arguments may refer to other nodes by {@code get_attribute}
 * @param outputs the names of wanted outputs, with first values
 * @param graphId free text that is only given back
 * @param options how it is tried
 */
public record Node(
    int id,
    String name,
    String target,
    String engine,
    String artifact,
    List<String> arguments,
    Map<String, String> outputs,
    String graphId,
    NodeOptions options) {
  /** Copies the lists. */
  public Node {
    arguments = List.copyOf(arguments);
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }

  /** A node of which only the name is given, of engine nil. */
  public static Node named(int id, String name) {
    return new Node(id, name, "", "", "", List.of(), Map.of(), "", NodeOptions.DEFAULT);
  }

  /** The engine, nil where neither engine nor artifact is named. */
  public String effectiveEngine() {
    return engine.isEmpty() && artifact.isEmpty() ? "nil" : engine;
  }

  /** What people call it: its name, or its number when it has none. */
  public String title() {
    return name.isEmpty() ? "node " + id : name;
  }
}
