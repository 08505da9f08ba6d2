package orchestrator.graph.gorch;

import java.util.List;
import java.util.Map;
import orchestrator.graph.model.GraphState;
import orchestrator.graph.model.NodeState;

/** Shows a graph as it is now, for answers. */
public interface GraphView {
  /** What was sent. */
  Gorch gorch();

  /** Where the graph is. */
  GraphState state();

  /** Where a node is. */
  NodeState state(int id);

  /** What a node was started with, in place of its own arguments; those if it was not. */
  List<String> arguments(int id);

  /** What a node has put out so far. */
  Map<String, String> outputs(int id);

  /** Why a node failed, or what else there is to tell; empty for nothing. */
  String reason(int id);

  /** How many times a node was tried. */
  int tries(int id);
}
