package orchestrator.graph.gorch;

import java.util.List;
import java.util.Map;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;

/** Shows a graph that nobody has sent; its matrix only while that is no burden. */
final class UnsentView implements GraphView {
  private static final int MOST_ROWS = 500;

  private final Gorch gorch;
  private final Node[] nodes;

  UnsentView(Graph graph) {
    int size = graph.nodes().size();
    gorch = new Gorch(graph, size <= MOST_ROWS, true);
    nodes = new Node[size];
    graph.nodes().forEach(node -> nodes[node.id()] = node);
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
    return NodeState.INITIAL;
  }

  @Override
  public List<String> arguments(int id) {
    return nodes[id].arguments();
  }

  @Override
  public Map<String, String> outputs(int id) {
    return nodes[id].outputs();
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
