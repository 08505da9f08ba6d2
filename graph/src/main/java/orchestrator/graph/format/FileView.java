package orchestrator.graph.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orchestrator.graph.gorch.Gorch;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;

/** Shows a graph as a file has it. */
final class FileView implements GraphView {
  private final Gorch gorch;
  private final Map<Integer, NodeState> states;
  private final Map<Integer, Node> nodes = new HashMap<>();

  FileView(Gorch gorch, Map<Integer, NodeState> states) {
    this.gorch = gorch;
    this.states = Map.copyOf(states);
    gorch.graph().nodes().forEach(node -> nodes.put(node.id(), node));
  }

  static FileView of(Graph graph) {
    return new FileView(new Gorch(graph, true, true), Map.of());
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
