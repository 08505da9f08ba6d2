package orchestrator.graph.gorch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;

/** Shows a graph as a file has it. */
public final class FileView implements GraphView {
  /** A graph of more nodes shows its edges, since most of its matrix would be zeros. */
  private static final int MOST_ROWS = 500;

  private final Gorch gorch;
  private final Map<Integer, NodeState> states;
  private final Map<Integer, Node> nodes = new HashMap<>();

  /**
   * A graph with what its file has.
   *
   * @param states of those nodes of which the file tells one
   */
  public FileView(Gorch gorch, Map<Integer, NodeState> states) {
    this.gorch = gorch;
    this.states = Map.copyOf(states);
    gorch.graph().nodes().forEach(node -> nodes.put(node.id(), node));
  }

  /** A graph of which nothing has started. */
  public static FileView of(Graph graph) {
    boolean hasMatrix = graph.nodes().size() <= MOST_ROWS;
    return new FileView(new Gorch(graph, hasMatrix, true), Map.of());
  }

  private Node node(int id) {
    return nodes.getOrDefault(id, Node.named(id, ""));
  }

  @Override
  public Gorch gorch() {
    return gorch;
  }

  @Override
  public GraphState state() {
    return GraphState.INITIAL;
  }

  @Override
  public NodeState state(int id) {
    return states.getOrDefault(id, NodeState.INITIAL);
  }

  @Override
  public List<String> arguments(int id) {
    return node(id).arguments();
  }

  @Override
  public Map<String, String> outputs(int id) {
    return node(id).outputs();
  }

  @Override
  public String reason(int id) {
    return "";
  }

  @Override
  public int tries(int id) {
    return 0;
  }
}
