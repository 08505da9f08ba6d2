package orchestrator.graph.gorch;

import orchestrator.graph.model.Graph;

/**
 * Holds a graph that came as a gorch, and what its JSON had, since an answer shows absent lists as
 * null.
 *
 * @param graph what it says
 * @param hasMatrix whether there was a {@code digraph}
 * @param hasNodes whether there were {@code nodes}
 */
public record Gorch(Graph graph, boolean hasMatrix, boolean hasNodes) {}
